import { expect, test, vi } from 'vitest';
import { coalesce } from './batching.ts';

const echo = () =>
  vi.fn(async (items: string[]): Promise<(string | Error)[]> => items.map((item) => `${item}!`));

test('What is sent within the same moment goes in one call, and each caller gets its own outcome', async () => {
  const send = echo();
  const sendOne = coalesce({ maxItems: 10, maxWaitMs: 1, send });
  expect(await Promise.all(['a', 'b', 'c'].map(sendOne))).toEqual(['a!', 'b!', 'c!']);
  expect(send.mock.calls).toEqual([[['a', 'b', 'c']]]);
});

test('A full batch goes at once, the rest follows', async () => {
  const send = echo();
  const sendOne = coalesce({ maxItems: 2, maxWaitMs: 1, send });
  await Promise.all(['a', 'b', 'c'].map(sendOne));
  expect(send.mock.calls).toEqual([[['a', 'b']], [['c']]]);
});

test('A batch never grows beyond its size, and an item larger than that goes alone', async () => {
  const send = echo();
  const sendOne = coalesce({ maxItems: 10, maxWaitMs: 1, maxSize: 4, sizeOf: (item) => item.length, send });
  await Promise.all(['aa', 'bb', 'c', 'dddddd', 'e'].map(sendOne));
  expect(send.mock.calls).toEqual([[['aa', 'bb']], [['c']], [['dddddd']], [['e']]]);
});

test('When one item fails, then the others of its batch do not', async () => {
  const send = async (items: string[]) => items.map((item) => (item === 'bad' ? new Error('refused') : item));
  const sendOne = coalesce({ maxItems: 10, maxWaitMs: 1, send });
  const outcomes = await Promise.allSettled(['a', 'bad', 'c'].map(sendOne));
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('When the call fails, then every item of it does, and the next call is a new one', async () => {
  const send = echo().mockRejectedValueOnce(new Error('down'));
  const sendOne = coalesce({ maxItems: 10, maxWaitMs: 1, send });
  const outcomes = await Promise.allSettled(['a', 'b'].map(sendOne));
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await sendOne('c')).toBe('c!');
});

test('An item the answer forgot is not taken for sent', async () => {
  const sendOne = coalesce({ maxItems: 10, maxWaitMs: 1, send: async () => ['only one'] });
  const outcomes = await Promise.allSettled(['a', 'b'].map(sendOne));
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
});

test('A slow call does not hold back the next batch', async () => {
  const slow = Promise.withResolvers<string[]>();
  const send = echo().mockReturnValueOnce(slow.promise);
  const sendOne = coalesce({ maxItems: 1, maxWaitMs: 1, send });
  const first = sendOne('slow');
  expect(await sendOne('b')).toBe('b!');
  slow.resolve(['done']);
  expect(await first).toBe('done');
});
