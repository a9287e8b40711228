import { randomUUID } from 'node:crypto';
import type { Submission } from '@labsecure/contracts/records';
import { expect, test } from 'vitest';
import { aSubmission } from '../test/samples.ts';
import { startTables } from '../test/tables.ts';
import { createPatientDecisions } from './patient-decisions.ts';
import { pendingShardOf, pendingShards } from './pending.ts';
import { createSubmissionStates, type Ending } from './submission-states.ts';
import { createSubmissions } from './submissions.ts';

const options = await startTables();
const submissions = createSubmissions(options);
const states = createSubmissionStates(options);
const decisions = createPatientDecisions(options);

const ready: Ending = { state: 'READY', problems: [], version: 'v1' };

test('A recorded submission is found as it was recorded, without a state', async () => {
  const submission = aSubmission({
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    warnings: [{ pointer: '/results/0', code: 'W_UNIT_UNKNOWN', message: 'The unit is not known.' }],
  });
  await submissions.record(submission);
  expect(await submissions.find(submission.result_id, submission.submission_id)).toStrictEqual({
    submission,
  });
  expect(await submissions.ofResult(submission.result_id)).toStrictEqual([{ submission }]);
});

test('Submissions recorded at the same moment are all durable', async () => {
  const many = Array.from({ length: 60 }, () => aSubmission());
  await Promise.all(many.map((submission) => submissions.record(submission)));
  for (const submission of many)
    expect(await submissions.find(submission.result_id, submission.submission_id)).toStrictEqual({
      submission,
    });
});

test('All submissions of a result come newest first, each with its state', async () => {
  const first = aSubmission({ received_at: '2024-01-15T10:00:00.000Z' });
  const second = aSubmission({ result_id: first.result_id, received_at: '2024-01-15T11:00:00.000Z' });
  for (const submission of [second, first]) await submissions.record(submission);
  await states.finish(first.result_id, first.submission_id, ready);
  expect(await submissions.ofResult(first.result_id)).toStrictEqual([
    { submission: second },
    { submission: first, state: { ...ready, updated_at: expect.any(String) } },
  ]);
});

test('What is not there is not found', async () => {
  expect(await submissions.find(randomUUID(), randomUUID())).toBeUndefined();
  expect(await submissions.ofResult(randomUUID())).toEqual([]);
});

/** As the processor does, once it knows whose a result is. */
const decide = ({ result_id, submission_id }: Submission, patient_id?: string) =>
  decisions.decide({
    result_id,
    submission_id,
    ...(patient_id !== undefined && { patient_id }),
    basis: 'identifier',
    decided_at: '2024-01-15T10:00:00.000Z',
  });

test('As long as nobody has decided whose a result is, or it is another’s, then it shows to no patient', async () => {
  const patient_id = randomUUID();
  const [undecided, anothers, nobodys, theirs] = Array.from({ length: 4 }, () => aSubmission({ patient_id }));
  for (const submission of [undecided, anothers, nobodys, theirs]) {
    await submissions.record(submission ?? aSubmission());
  }
  await decide(anothers ?? aSubmission(), randomUUID());
  await decide(nobodys ?? aSubmission());
  await decide(theirs ?? aSubmission(), patient_id);
  expect(await submissions.pendingOfPatient(patient_id)).toStrictEqual([theirs]);
});

test('An unfinished submission shows to its patient and to the reconciler, and a finished one to neither', async () => {
  const submission = aSubmission({ patient_id: randomUUID(), received_at: '2024-01-15T10:00:00.000Z' });
  const recognition = await decide(submission, submission.patient_id);
  const shard = pendingShardOf(submission.result_id);
  const stillWaiting = async () => {
    const waiting = await submissions.pendingBefore('2024-01-15T10:00:01.000Z', shard);
    return waiting.filter(({ submission_id }) => submission_id === submission.submission_id);
  };
  await submissions.record(submission);
  expect(await submissions.pendingOfPatient(submission.patient_id)).toStrictEqual([submission]);
  expect(await stillWaiting()).toStrictEqual([submission]);

  await states.finish(submission.result_id, submission.submission_id, ready);
  expect(await submissions.pendingOfPatient(submission.patient_id)).toEqual([]);
  expect(await stillWaiting()).toEqual([]);
  expect(await submissions.find(submission.result_id, submission.submission_id)).toStrictEqual({
    submission,
    state: { ...ready, updated_at: expect.any(String) },
    recognition,
  });
});

test('The reconciler gets those before its instant only, longest waiting first, no more than it asked for', async () => {
  const result_id = randomUUID();
  const [first, second, third, fourth] = [1, 2, 3, 4].map((hour) =>
    aSubmission({ result_id, received_at: `2020-01-15T0${hour}:00:00.000Z` }),
  );
  for (const submission of [third, first, fourth, second])
    await submissions.record(submission ?? aSubmission());
  const shard = pendingShardOf(result_id);
  expect(await submissions.pendingBefore('2020-01-15T04:00:00.000Z', shard)).toEqual([first, second, third]);
  expect(await submissions.pendingBefore('2020-01-15T04:00:00.000Z', shard, 2)).toEqual([first, second]);
});

test('Every shard is used', () => {
  const used = new Set(Array.from({ length: 500 }, () => pendingShardOf(randomUUID())));
  expect(used).toEqual(new Set(pendingShards));
});

test('A replay moves no state back, and is finished once more to the same end', async () => {
  const submission = aSubmission({ patient_id: randomUUID() });
  const { result_id, submission_id } = submission;
  await submissions.record(submission);
  await decide(submission, submission.patient_id);
  await states.finish(result_id, submission_id, ready);
  const before = await submissions.ofResult(result_id);

  await submissions.record(submission);
  await states.start(result_id, submission_id);
  expect(await submissions.ofResult(result_id)).toStrictEqual(before);
  expect(await submissions.pendingOfPatient(submission.patient_id)).toHaveLength(1);

  expect(await states.finish(result_id, submission_id, ready)).toBe('settled');
  expect(await submissions.ofResult(result_id)).toStrictEqual(before);
  expect(await submissions.pendingOfPatient(submission.patient_id)).toEqual([]);
});

test('A fact too big for an item is refused for good, and those recorded with it are kept', async () => {
  const message = 'x'.repeat(410_000);
  const tooBig = aSubmission({ warnings: [{ pointer: '', code: 'W_LONG', message }] });
  const small = aSubmission();
  const outcomes = await Promise.allSettled([submissions.record(tooBig), submissions.record(small)]);
  expect(outcomes).toMatchObject([
    { status: 'rejected', reason: { code: 'E_NOT_STORABLE', retryable: false } },
    { status: 'fulfilled' },
  ]);
  expect(await submissions.find(small.result_id, small.submission_id)).toStrictEqual({ submission: small });
});
