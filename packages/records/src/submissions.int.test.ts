import { randomUUID } from 'node:crypto';
import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import { idempotencyIdOf, receiptIdOf } from '@labsecure/contracts/identity';
import { describe, expect, test } from 'vitest';
import { intercept } from '../test/intercept.ts';
import { aSubmission } from '../test/samples.ts';
import { startTables } from '../test/tables.ts';
import { pendingShardOf, pendingShards } from './pending.ts';
import { createSubmissionStates, type Ending } from './submission-states.ts';
import { createSubmissions } from './submissions.ts';

const options = await startTables();
const submissions = createSubmissions(options);
const states = createSubmissionStates(options);

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

test('An unfinished submission shows to its patient and to the reconciler, and a finished one to neither', async () => {
  const submission = aSubmission({ patient_id: randomUUID(), received_at: '2024-01-15T10:00:00.000Z' });
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

test('An Idempotency-Key belongs to the first body, for its lab, however many ask at once', async () => {
  const key = randomUUID();
  const digests = ['a', 'b', 'c', 'a', 'b', 'c'];
  const claims = await Promise.all(
    digests.map((digest) => submissions.claimIdempotencyKey('LAB001', key, digest)),
  );
  const winners = new Set(digests.filter((_digest, index) => claims[index] === 'ours'));
  expect(winners.size).toBe(1);
  const [winner = ''] = winners;
  expect(await submissions.claimIdempotencyKey('LAB001', key, winner)).toBe('ours');
  expect(await submissions.claimIdempotencyKey('LAB001', key, 'd')).toBe('taken');
  expect(await submissions.claimIdempotencyKey('LAB002', key, 'd')).toBe('ours');
});

test('A remembered Idempotency-Key is no submission', async () => {
  const key = randomUUID();
  await submissions.claimIdempotencyKey('LAB001', key, 'a');
  const id = idempotencyIdOf('LAB001', key);
  expect(await submissions.ofResult(id)).toEqual([]);
  expect(await submissions.find(id, 'idempotency')).toBeUndefined();
});

test('Of many who say when a body was first received, one is believed for good, for its lab alone', async () => {
  const digest = randomUUID();
  const times = [1, 2, 3, 4].map((hour) => `2024-01-15T0${hour}:00:00.000Z`);
  const said = await Promise.all(times.map((time) => submissions.firstReceiptOf('LAB001', digest, time)));
  expect(new Set(said).size).toBe(1);
  expect(times).toContain(said[0]);
  expect(await submissions.firstReceiptOf('LAB001', digest, '2025-01-01T00:00:00.000Z')).toBe(said[0]);
  const other = '2025-01-01T00:00:00.000Z';
  expect(await submissions.firstReceiptOf('LAB002', digest, other)).toBe(other);
  expect(await submissions.ofResult(receiptIdOf('LAB001', digest))).toEqual([]);
});

describe("a lab's history", () => {
  const labWith = async (count: number) => {
    const lab_id = randomUUID();
    const all = Array.from({ length: count }, (_, index) =>
      aSubmission({ lab_id, received_at: `2024-01-15T10:00:0${index}.000Z` }),
    );
    for (const submission of all) await submissions.record(submission);
    return { lab_id, newestFirst: all.toReversed() };
  };

  test('Newest first, page by page, each submission once, each with its state', async () => {
    const { lab_id, newestFirst } = await labWith(5);
    const [newest] = newestFirst;
    await states.finish(newest?.result_id ?? '', newest?.submission_id ?? '', ready);
    const first = await submissions.ofLab(lab_id, { limit: 2 });
    const second = await submissions.ofLab(lab_id, { limit: 2, after: first.after });
    const third = await submissions.ofLab(lab_id, { limit: 2, after: second.after });
    const pages = [first, second, third].flatMap(({ items }) => items);
    expect(pages.map(({ submission }) => submission)).toStrictEqual(newestFirst);
    expect(pages.map(({ state }) => state?.state)).toEqual(['READY', ...Array(4).fill(undefined)]);
    expect(third).not.toHaveProperty('after');
  });

  test('A last page that is exactly full promises no other', async () => {
    const { lab_id } = await labWith(2);
    expect(await submissions.ofLab(lab_id, { limit: 2 })).not.toHaveProperty('after');
    expect(await submissions.ofLab(randomUUID(), { limit: 2 })).toEqual({ items: [] });
  });

  test("With the cursor of another lab, a lab sees its own and nothing of the other's", async () => {
    const [mine, theirs] = [await labWith(3), await labWith(3)];
    const { after } = await submissions.ofLab(theirs.lab_id, { limit: 1 });
    const { items } = await submissions.ofLab(mine.lab_id, { limit: 10, after });
    expect(new Set(items.map(({ submission }) => submission.lab_id))).toEqual(new Set([mine.lab_id]));
  });

  test('States that DynamoDB does not read at once are asked for again, but not for ever', async () => {
    const { lab_id } = await labWith(2);
    const unread = (times: number) => {
      let left = times;
      return createSubmissions(
        intercept(options, async (command, pass) => {
          if (!(command instanceof BatchGetCommand) || left-- <= 0) return pass();
          return { UnprocessedKeys: command.input.RequestItems };
        }),
      );
    };
    expect((await unread(2).ofLab(lab_id, { limit: 5 })).items).toHaveLength(2);
    await expect(unread(99).ofLab(lab_id, { limit: 5 })).rejects.toMatchObject({ code: 'E_UNAVAILABLE' });
  });
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
