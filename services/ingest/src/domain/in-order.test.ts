import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inOrder } from './in-order.ts';

const count = 20;
async function* numbers(): AsyncIterable<number> {
  for (let number = 0; number < count; number += 1) yield number;
}

test('Everything is done once, no more at a time than allowed, and handed on in its order', async () => {
  let [now, most] = [0, 0];
  const seen: number[] = [];
  const work = async (number: number): Promise<number> => {
    now += 1;
    most = Math.max(most, now);
    await pause((count - number) % 3);
    now -= 1;
    return number;
  };
  for await (const number of inOrder(numbers(), 4, work)) seen.push(number);
  expect(seen).toEqual(Array.from({ length: count }, (_, at) => at));
  expect(most).toBe(4);
});

test('When one fails, then what came before it is handed on, no other is begun, and what is under way is waited for', async () => {
  const begun: number[] = [];
  const ended: number[] = [];
  const seen: number[] = [];
  const work = async (number: number): Promise<number> => {
    begun.push(number);
    if (number === 5) throw new Error('the sixth');
    await pause(5);
    ended.push(number);
    return number;
  };
  const run = async (): Promise<void> => {
    for await (const number of inOrder(numbers(), 4, work)) seen.push(number);
  };
  await expect(run()).rejects.toThrow('the sixth');
  expect(ended).toEqual(begun.filter((number) => number !== 5));
  expect(begun.length).toBeLessThan(count);
  expect(seen).toEqual(seen.filter((number) => number < 5));
});

test('When nobody asks on, then no more is begun, and the items are let go of', async () => {
  let isClosed = false;
  async function* watched(): AsyncIterable<number> {
    try {
      yield* numbers();
    } finally {
      isClosed = true;
    }
  }
  let [begun, ended] = [0, 0];
  const work = async (): Promise<void> => {
    begun += 1;
    await pause(5);
    ended += 1;
  };
  for await (const _first of inOrder(watched(), 4, work)) break;
  expect([isClosed, begun, ended]).toEqual([true, 4, 4]);
});
