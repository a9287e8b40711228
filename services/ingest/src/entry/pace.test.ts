import { expect, test } from 'vitest';
import { atPace } from './pace.ts';

/** Each chunk comes so many milliseconds after it was waited for, and is used for as long again. */
const receive = async (chunks: [bytes: number, afterMs: number][], usedForMs = 0): Promise<number> => {
  let time = 0;
  const coming = async function* () {
    for (const [bytes, afterMs] of chunks) {
      time += afterMs;
      yield new Uint8Array(bytes);
    }
  };
  let received = 0;
  for await (const chunk of atPace(coming(), { least: 1000, over: 10_000, now: () => time })) {
    received += chunk.length;
    time += usedForMs;
  }
  return received;
};
const many = (bytes: number, afterMs: number): [number, number][] =>
  Array.from({ length: 100 }, () => [bytes, afterMs]);

test('When a body trickles, then it is given up, and may be sent again', async () => {
  await expect(receive(many(100, 1000))).rejects.toMatchObject({ status: 408, retryable: true });
});

test('When a body begins fast and then trickles, then it is given up as well', async () => {
  await expect(receive([[1_000_000, 10], ...many(1, 1000)])).rejects.toMatchObject({ status: 408 });
});

test('When it comes as fast as it should, or has ended before that is asked, then all of it is received', async () => {
  expect(await receive(many(1000, 1000))).toBe(100_000);
  expect(await receive([[1, 9000]])).toBe(1);
});

test('When it is we who are slow, then that is not held against the sender', async () => {
  expect(await receive(many(100, 10), 5000)).toBe(10_000);
});
