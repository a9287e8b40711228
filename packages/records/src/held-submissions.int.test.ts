import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { staff, startHeld, waits } from '../test/held.ts';
import { intercept } from '../test/intercept.ts';
import { startTables } from '../test/tables.ts';
import { createHeldSubmissions } from './held-submissions.ts';
import { createReviews } from './reviews.ts';
import { createSubmissionStates, type Ending } from './submission-states.ts';

const { options, submissions, states, decisions, reviews, recorded, held, decideCutOff, allHeld, pending } =
  await startHeld();
const list = createHeldSubmissions(options);

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

test('When a decision was left lying, going through the list resumes it, once, and leaves the others', async () => {
  const decided = await held();
  const waiting = await held();
  const { result_id, submission_id } = decided.ids;
  await decideCutOff({ ...decided.ids, patient_id: 'P-1' });
  expect(await pending()).not.toContain(submission_id);
  const resumed: number[] = [];
  let after: string | undefined;
  for (let pages = 0; pages < 100 && (pages === 0 || after !== undefined); pages++) {
    const page = await list.resumeDecided({ limit: 2, after });
    resumed.push(page.resumed);
    after = page.after;
  }
  expect(resumed.reduce((a, b) => a + b)).toBe(1);
  expect(await pending()).toContain(submission_id);
  expect(await allHeld()).toContain(waiting.ids.submission_id);
  expect(await list.resumeDecided({ limit: 100 })).toEqual({ resumed: 0 });
  expect((await submissions.find(result_id, submission_id))?.recognition).toMatchObject({ basis: 'staff' });
});
