import type { Recognition } from '@labsecure/contracts/patients';
import type { Submission, SubmissionState } from '@labsecure/contracts/records';
import { expect, test } from 'vitest';
import { aSubmission } from '../testing/records.ts';
import { createReconcile } from './reconcile.ts';

const at = (seconds: number): Date => new Date(Date.parse('2024-01-15T12:00:00Z') + seconds * 1000);

const world = (
  pending: Submission[],
  state?: SubmissionState['state'],
  resentBefore = 0,
  recognition?: Recognition,
  pagesOfHeld: { resumed: number; after?: string }[] = [],
) => {
  const done = {
    sent: 0,
    failed: [] as string[],
    finished: [] as string[],
    held: [] as string[],
    askedBefore: [] as string[],
    heldFrom: [] as (string | undefined)[],
  };
  let resent = resentBefore;
  const reconcile = createReconcile(
    {
      pendingBefore: async (instant) => {
        done.askedBefore.push(instant.toISOString());
        return [pending, []];
      },
      findSubmission: async (_result, id) => {
        const submission = pending.find(({ submission_id }) => submission_id === id);
        const updated_at = '2024-01-15T11:30:00.000Z';
        return (
          submission && {
            submission,
            recognition,
            ...(state && { state: { state, problems: [], updated_at } }),
          }
        );
      },
      countResend: async () => ++resent,
      send: async () => {
        done.sent += 1;
      },
      fail: async (_result, id) => done.failed.push(id) > 0,
      finish: async (_result, id) => {
        done.finished.push(id);
      },
      hold: async (_result, id) => {
        done.held.push(id);
      },
      resumeDecided: async (after) => {
        done.heldFrom.push(after);
        return pagesOfHeld.shift() ?? { resumed: 0 };
      },
    },
    { afterSeconds: 60, maxResends: 5 },
  );
  return { done, reconcile };
};

test('When a submission has stood still, it is sent again', async () => {
  const { done, reconcile } = world([aSubmission()]);
  expect(await reconcile(at(0))).toEqual({ resent: 1, failed: 0, resumed: 0 });
  expect(done).toMatchObject({ sent: 1, askedBefore: ['2024-01-15T11:59:00.000Z'] });
});

test('When it still stands in the next round, it is left alone for twice as long each time', async () => {
  const { done, reconcile } = world([aSubmission()]);
  const sentAt: number[] = [];
  for (let second = 0; second <= 900; second += 30) {
    const before = done.sent;
    await reconcile(at(second));
    if (done.sent > before) sentAt.push(second);
  }
  expect(sentAt).toEqual([0, 120, 360, 840]);
});

test('When it has been sent again often enough, it ends as failed and is not sent any more', async () => {
  const { done, reconcile } = world([aSubmission()], 'PROCESSING', 5);
  expect(await reconcile(at(0))).toEqual({ resent: 0, failed: 1, resumed: 0 });
  expect(done).toMatchObject({ sent: 0, failed: [aSubmission().submission_id] });
});

test.each(['READY', 'REJECTED'] as const)(
  'When it has ended as %s, it is only taken off the list',
  async (state) => {
    const { done, reconcile } = world([aSubmission()], state);
    expect(await reconcile(at(0))).toEqual({ resent: 0, failed: 0, resumed: 0 });
    expect(done).toMatchObject({ sent: 0, failed: [], finished: [aSubmission().submission_id] });
  },
);

test('When it failed before and was delivered again since, it gets another chance', async () => {
  const { done, reconcile } = world([aSubmission()], 'FAILED');
  await reconcile(at(0));
  expect(done.sent).toBe(1);
});

test('When it waits for staff, it is put back where it waits and never sent', async () => {
  const { done, reconcile } = world([aSubmission()], 'HELD', 5, 'held');
  expect(await reconcile(at(0))).toEqual({ resent: 0, failed: 0, resumed: 0 });
  expect(done).toMatchObject({ sent: 0, failed: [], held: [aSubmission().submission_id] });
});

test.each([
  ['staff have decided', 'HELD', true],
  ['a worker died before it was marked as held', 'PROCESSING', false],
] as const)('When %s, it is sent again', async (_what, state, decided) => {
  const { result_id, submission_id } = aSubmission();
  const decided_at = '2024-01-15T11:40:00.000Z';
  const decision = { result_id, submission_id, basis: 'staff', decided_at } as const;
  const { done, reconcile } = world([aSubmission()], state, 0, decided ? decision : 'held');
  await reconcile(at(0));
  expect(done).toMatchObject({ sent: 1, held: [] });
});

test('Those who wait for staff are gone through a page a round, for what was decided and left lying', async () => {
  const pages = [{ resumed: 1, after: 'a' }, { resumed: 0, after: 'b' }, { resumed: 2 }];
  const { done, reconcile } = world([], undefined, 0, undefined, pages);
  const resumed: number[] = [];
  for (let second = 0; second < 4; second++) resumed.push((await reconcile(at(second))).resumed);
  expect(resumed).toEqual([1, 0, 2, 0]);
  expect(done.heldFrom).toEqual([undefined, 'a', 'b', undefined]);
});
