import { randomUUID } from 'node:crypto';
import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { intercept } from '../test/intercept.ts';
import { aSubmission } from '../test/samples.ts';
import { startTables } from '../test/tables.ts';
import { createSubmissionStates } from './submission-states.ts';
import { createSubmissions } from './submissions.ts';

const options = await startTables();
const submissions = createSubmissions(options);
const states = createSubmissionStates(options);

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
  await states.finish(newest?.result_id ?? '', newest?.submission_id ?? '', {
    state: 'READY',
    problems: [],
  });
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
