import { randomUUID } from 'node:crypto';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { intercept } from '../test/intercept.ts';
import { aSubmission } from '../test/samples.ts';
import { startTables } from '../test/tables.ts';
import { createPatientDecisions } from './patient-decisions.ts';
import { createSubmissionStates, type Ending } from './submission-states.ts';
import { createSubmissions } from './submissions.ts';

const options = await startTables();
const submissions = createSubmissions(options);
const states = createSubmissionStates(options);
const decisions = createPatientDecisions(options);

const problem = {
  pointer: '/patient_id',
  code: 'E_PATIENT_MISMATCH',
  message: 'Another birth date is registered.',
};
const endings: Record<Ending['state'], Ending> = {
  READY: { state: 'READY', problems: [], version: 'v1' },
  REJECTED: { state: 'REJECTED', problems: [problem] },
  FAILED: { state: 'FAILED', problems: [], reason: 'It was sent again five times.' },
};

const recorded = async () => {
  const submission = aSubmission({ patient_id: randomUUID() });
  await submissions.record(submission);
  const { result_id, submission_id, patient_id } = submission;
  const decided_at = submission.received_at;
  await decisions.decide({ result_id, submission_id, patient_id, basis: 'identifier', decided_at });
  return { ids: [result_id, submission_id] as const, submission };
};
const stateOf = async ([result_id]: readonly [string, string]) =>
  (await submissions.ofResult(result_id))[0]?.state;

test('A started submission is PROCESSING, and then what it ended as', async () => {
  const { ids } = await recorded();
  await states.start(...ids);
  await states.start(...ids);
  expect(await stateOf(ids)).toStrictEqual({
    state: 'PROCESSING',
    problems: [],
    updated_at: expect.any(String),
  });
  await states.finish(...ids, endings.REJECTED);
  expect(await stateOf(ids)).toStrictEqual({ ...endings.REJECTED, updated_at: expect.any(String) });
});

test.each(['READY', 'REJECTED', 'FAILED'] as const)('%s does not move back to PROCESSING', async (end) => {
  const { ids } = await recorded();
  await states.finish(...ids, endings[end]);
  const ended = await stateOf(ids);
  await states.start(...ids);
  expect(await stateOf(ids)).toStrictEqual(ended);
});

test.each([
  ['READY', 'FAILED'],
  ['READY', 'REJECTED'],
  ['REJECTED', 'READY'],
  ['REJECTED', 'FAILED'],
] as const)('%s is final: ending %s afterwards changes nothing and says so', async (end, late) => {
  const { ids, submission } = await recorded();
  expect(await states.finish(...ids, endings[end])).toBe('settled');
  const ended = await stateOf(ids);
  await submissions.record(submission);
  expect(await states.finish(...ids, endings[late])).toBe('ended-otherwise');
  expect(await stateOf(ids)).toStrictEqual(ended);
  expect(await submissions.pendingOfPatient(submission.patient_id)).toEqual([]);
});

test('FAILED becomes READY when the processing comes through after all, and keeps no reason', async () => {
  const { ids } = await recorded();
  await states.finish(...ids, endings.FAILED);
  expect(await states.finish(...ids, endings.READY)).toBe('settled');
  expect(await stateOf(ids)).toStrictEqual({ ...endings.READY, updated_at: expect.any(String) });
});

test('However many workers finish at once, one ending stands and the others are told', async () => {
  const { ids } = await recorded();
  const ends = ['READY', 'REJECTED', 'READY', 'REJECTED', 'READY'] as const;
  const settlements = await Promise.all(ends.map((end) => states.finish(...ids, endings[end])));
  const standing = (await stateOf(ids))?.state;
  expect(settlements).toEqual(ends.map((end) => (end === standing ? 'settled' : 'ended-otherwise')));
});

test('Finishing what was never recorded makes no submission of it', async () => {
  const ids = [randomUUID(), randomUUID()] as const;
  await states.finish(...ids, endings.FAILED);
  expect(await submissions.ofResult(ids[0])).toEqual([]);
  const Key = { result_id: ids[0], submission_id: ids[1] };
  const get = new GetCommand({ TableName: `${options.prefix}submissions`, Key });
  expect((await options.documents.send(get)).Item).toBeUndefined();
});

test('The state is written before the submission leaves the list of what is unfinished', async () => {
  const { ids, submission } = await recorded();
  let updates = 0;
  const dying = intercept(options, async (command, pass) => {
    if (command instanceof UpdateCommand && ++updates === 2) throw new Error('The worker was killed.');
    return pass();
  });
  await expect(createSubmissionStates(dying).finish(...ids, endings.READY)).rejects.toThrow('killed');
  expect((await stateOf(ids))?.state).toBe('READY');
  expect(await submissions.pendingOfPatient(submission.patient_id)).toHaveLength(1);
});

test('Resends are counted, at once or one by one, before and after a worker began', async () => {
  const { ids } = await recorded();
  const counts = await Promise.all([1, 2, 3].map(() => states.countResend(...ids)));
  expect(counts.sort()).toEqual([1, 2, 3]);
  expect(await stateOf(ids)).toBeUndefined();
  await states.start(...ids);
  expect(await states.countResend(...ids)).toBe(4);
  expect((await stateOf(ids))?.state).toBe('PROCESSING');
});

test('Counting a resend changes no final state, and after an ending the count begins anew', async () => {
  const { ids } = await recorded();
  await states.countResend(...ids);
  await states.finish(...ids, endings.FAILED);
  const ended = await stateOf(ids);
  expect(await states.countResend(...ids)).toBe(1);
  expect(await stateOf(ids)).toStrictEqual(ended);
});
