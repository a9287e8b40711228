import { randomUUID } from 'node:crypto';
import { PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { PatientReview } from '@labsecure/contracts/patients';
import { expect, test } from 'vitest';
import { intercept } from '../test/intercept.ts';
import { aSubmission } from '../test/samples.ts';
import { startTables } from '../test/tables.ts';
import { createPatientDecisions } from './patient-decisions.ts';
import { createPatients } from './patients.ts';
import { pendingShards } from './pending.ts';
import { createReviews } from './reviews.ts';
import { createSubmissionStates, type Ending } from './submission-states.ts';
import { createSubmissions } from './submissions.ts';

const options = await startTables();
const submissions = createSubmissions(options);
const states = createSubmissionStates(options);
const decisions = createPatientDecisions(options);
const reviews = createReviews(options);
const patients = createPatients(options);

await patients.put({
  patient_id: 'P-1',
  given_name: 'John',
  family_name: 'Smith',
  email_notifications: true,
});

const waits = { pointer: '/patient_id', code: 'W_PATIENT_REVIEW', message: 'It waits.' };
const recorded = async (over: Parameters<typeof aSubmission>[0] = {}) => {
  const submission = aSubmission({ patient_id: randomUUID(), ...over });
  await submissions.record(submission);
  const { result_id, submission_id } = submission;
  const review: PatientReview = {
    result_id,
    submission_id,
    held_at: '2024-01-15T15:00:01.000Z',
    sent: { id: submission.patient_id, name: 'Smith, J', birth_date: '1985-03-15' },
    candidates: [
      {
        patient_id: 'P-1',
        basis: 'likeness',
        likeness: 0.85,
        name: 'alike',
        birth_date: 'same',
        sex: 'unknown',
      },
    ],
  };
  return { submission, review, ids: { result_id, submission_id } };
};
const held = async (over: Parameters<typeof aSubmission>[0] = {}) => {
  const one = await recorded(over);
  expect(await decisions.hold(one.review)).toBe('held');
  await states.hold(one.ids.result_id, one.ids.submission_id, [waits]);
  return one;
};
const decided = (ids: { result_id: string; submission_id: string }, basis: 'new' | 'identifier' = 'new') => ({
  ...ids,
  patient_id: randomUUID(),
  basis,
  decided_at: '2024-01-15T15:00:01.000Z',
});
const allHeld = async (from = reviews): Promise<string[]> => {
  const { items } = await from.held({ limit: 100 });
  return items.map(({ submission }) => submission.submission_id);
};
const pending = async (): Promise<string[]> => {
  const all = await Promise.all(pendingShards.map((shard) => submissions.pendingBefore('2099', shard)));
  return all.flat().map(({ submission_id }) => submission_id);
};
const staff = { decided_by: 'staff-1' };

test('What is decided first stands, whoever decides what afterwards and at once', async () => {
  const { ids, review } = await recorded();
  const all = await Promise.all([
    decisions.decide(decided(ids)),
    decisions.decide(decided(ids, 'identifier')),
    decisions.hold(review),
    decisions.decide(decided(ids)),
  ]);
  const standing = (await submissions.find(ids.result_id, ids.submission_id))?.recognition;
  expect(standing).toBeDefined();
  for (const answer of all) expect(answer).toStrictEqual(standing);
});

test('What lies beside a submission is no submission and no state', async () => {
  const { submission, ids } = await held();
  await reviews.decide({ ...ids, patient_id: 'P-1', ...staff });
  const all = await submissions.ofResult(ids.result_id);
  expect(all).toHaveLength(1);
  expect(all[0]?.submission).toStrictEqual(submission);
  expect(
    (await submissions.ofLab('LAB001', { limit: 100 })).items.map((one) => one.submission.submission_id),
  ).toContain(ids.submission_id);
});

test('A held submission is on the list of staff and on no other, with what they need', async () => {
  const { submission, review, ids } = await held();
  const { items } = await reviews.held({ limit: 100 });
  expect(items.find((one) => one.submission.submission_id === ids.submission_id)).toStrictEqual({
    submission,
    review,
  });
  expect(await reviews.find(ids.result_id, ids.submission_id)).toStrictEqual({ submission, review });
  expect(await pending()).not.toContain(ids.submission_id);
  expect(await submissions.pendingOfPatient(submission.patient_id)).toEqual([]);
  expect((await submissions.ofResult(ids.result_id))[0]?.state).toMatchObject({
    state: 'HELD',
    problems: [waits],
  });
});

test('Held ones come page by page, longest waiting first', async () => {
  const own = createReviews(await startTables());
  expect(await own.held({ limit: 1 })).toEqual({ items: [] });
  const ids = [];
  for (const hour of ['01', '02', '03']) {
    const { submission } = await held({ received_at: `2023-01-15T${hour}:00:00.000Z` });
    ids.push(submission.submission_id);
  }
  const seen: string[] = [];
  let after: string | undefined;
  for (let pages = 0; pages < 100 && (pages === 0 || after !== undefined); pages++) {
    const page = await reviews.held({ limit: 2, after });
    seen.push(...page.items.map(({ submission }) => submission.submission_id));
    after = page.after;
  }
  expect(seen.slice(0, 3)).toEqual(ids);
  expect(new Set(seen).size).toBe(seen.length);
  await expect(reviews.held({ limit: 2, after: 'x' })).rejects.toMatchObject({ code: 'E_CURSOR' });
});

test('When staff decide, it is processed again, and the first decision stands', async () => {
  const { ids } = await held();
  const first = await reviews.decide({ ...ids, patient_id: 'P-1', ...staff });
  expect(first).toMatchObject({ ...ids, patient_id: 'P-1', basis: 'staff', decided_by: 'staff-1' });
  expect(await reviews.decide({ ...ids, decided_by: 'staff-2' })).toStrictEqual(first);
  expect(await pending()).toContain(ids.submission_id);
  expect(await allHeld()).not.toContain(ids.submission_id);
  expect(await reviews.find(ids.result_id, ids.submission_id)).toMatchObject({ decision: first });
  expect((await submissions.find(ids.result_id, ids.submission_id))?.recognition).toStrictEqual(first);
  const own = (await submissions.pendingOfPatient('P-1')).map(({ submission_id }) => submission_id);
  expect(own).toContain(ids.submission_id);
});

test('However many decide at once, one is heard and the others are told', async () => {
  const { ids } = await held();
  const all = await Promise.all(
    ['a', 'b', 'c'].map((decided_by) => reviews.decide({ ...ids, patient_id: 'P-1', decided_by })),
  );
  expect(new Set(all.map(({ decided_by }) => decided_by)).size).toBe(1);
});

test('When staff find that it is nobody’s, that is a decision without a patient', async () => {
  const { ids } = await held();
  const decision = await reviews.decide({ ...ids, ...staff });
  expect(decision).toStrictEqual({ ...ids, basis: 'staff', decided_at: expect.any(String), ...staff });
});

test('When staff name a patient who does not exist, or what was never held, nothing is decided', async () => {
  const { ids } = await held();
  const unknown = { ...ids, patient_id: randomUUID(), ...staff };
  await expect(reviews.decide(unknown)).rejects.toMatchObject({ status: 404 });
  expect(await allHeld()).toContain(ids.submission_id);
  const other = await recorded();
  await expect(reviews.decide({ ...other.ids, patient_id: 'P-1', ...staff })).rejects.toMatchObject({
    status: 404,
  });
  expect(await reviews.find(other.ids.result_id, other.ids.submission_id)).toBeUndefined();
});

test('When staff find a new person, they become known under the id and with what the lab sent', async () => {
  const { ids, submission } = await held();
  const decision = await reviews.decide({ ...ids, new_patient: true, ...staff });
  expect(decision.patient_id).toBe(submission.patient_id);
  expect(await patients.find(submission.patient_id)).toStrictEqual({
    patient_id: submission.patient_id,
    given_name: 'J',
    family_name: 'Smith',
    birth_date: '1985-03-15',
    email_notifications: true,
    provisional: true,
  });
  expect(await reviews.decide({ ...ids, new_patient: true, ...staff })).toStrictEqual(decision);
});

test('When somebody else is known under the id, the new person is nobody under it', async () => {
  const { ids, submission } = await held();
  await patients.register({ patient_id: submission.patient_id, given_name: 'Ana', family_name: 'Cruz' });
  const asNew = { ...ids, new_patient: true, ...staff };
  await expect(reviews.decide(asNew)).rejects.toMatchObject({ code: 'E_PATIENT_ID' });
  expect(await allHeld()).toContain(ids.submission_id);
});

test('When staff decide and are cut off before it is sent on, whoever looks at the list sends it on', async () => {
  const { ids } = await held();
  const dying = intercept(options, async (command, pass) => {
    if (command instanceof UpdateCommand) throw new Error('The connection broke.');
    return pass();
  });
  await expect(createReviews(dying).decide({ ...ids, patient_id: 'P-1', ...staff })).rejects.toThrow('broke');
  expect(await pending()).not.toContain(ids.submission_id);
  expect(await allHeld()).not.toContain(ids.submission_id);
  expect(await pending()).toContain(ids.submission_id);
});

test('When the index still shows one that has long gone on, it is left where it is', async () => {
  const { ids } = await held();
  let stale: unknown;
  const lagging = intercept(options, async (command, pass) => {
    if (!(command instanceof QueryCommand)) return pass();
    stale ??= await pass();
    return stale;
  });
  const late = createReviews(lagging);
  expect(await allHeld(late)).toContain(ids.submission_id);
  await reviews.decide({ ...ids, patient_id: 'P-1', ...staff });
  await states.finish(ids.result_id, ids.submission_id, { state: 'READY', problems: [] });
  expect(await allHeld(late)).not.toContain(ids.submission_id);
  expect(await pending()).not.toContain(ids.submission_id);
});

test('When staff decide while a worker is putting it on their list, it is resumed, at whichever step', async () => {
  for (let step = 1; step <= 3; step++) {
    const { ids, review } = await recorded();
    await decisions.hold(review);
    let calls = 0;
    const meanwhile = intercept(options, async (_command, pass) => {
      if (++calls === step) await reviews.decide({ ...ids, patient_id: 'P-1', ...staff });
      return pass();
    });
    await createSubmissionStates(meanwhile).hold(ids.result_id, ids.submission_id, [waits]);
    expect(calls).toBeGreaterThanOrEqual(3);
    expect(await pending(), `step ${step}`).toContain(ids.submission_id);
  }
});

test('When it has ended meanwhile, it is not held and on no list', async () => {
  const { ids, review } = await recorded();
  await decisions.hold(review);
  await reviews.decide({ ...ids, patient_id: 'P-1', ...staff });
  const ready: Ending = { state: 'READY', problems: [], version: 'v1', patient_id: 'P-1' };
  await states.finish(ids.result_id, ids.submission_id, ready);
  await states.hold(ids.result_id, ids.submission_id, [waits]);
  expect((await submissions.ofResult(ids.result_id))[0]?.state).toMatchObject(ready);
  expect(await pending()).not.toContain(ids.submission_id);
  expect(await allHeld()).not.toContain(ids.submission_id);
});

test('A held submission does not move back to PROCESSING, and ends as READY, REJECTED or FAILED', async () => {
  for (const state of ['READY', 'REJECTED', 'FAILED'] as const) {
    const { ids } = await held();
    await states.start(ids.result_id, ids.submission_id);
    expect((await submissions.ofResult(ids.result_id))[0]?.state?.state).toBe('HELD');
    await reviews.decide({ ...ids, patient_id: 'P-1', ...staff });
    expect(await states.finish(ids.result_id, ids.submission_id, { state, problems: [] })).toBe('settled');
    expect(await allHeld()).not.toContain(ids.submission_id);
    expect(await pending()).not.toContain(ids.submission_id);
  }
});

test('What staff need is there before it is held', async () => {
  const { ids, review } = await recorded();
  const seen: unknown[] = [];
  const watching = intercept(options, async (command, pass) => {
    if (command instanceof PutCommand) seen.push(command.input.Item?.submission_id);
    return pass();
  });
  await createPatientDecisions(watching).hold(review);
  expect(seen).toEqual([`${ids.submission_id}#review`, `${ids.submission_id}#patient`]);
});
