import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { sideBySide } from './side-by-side.ts';

const numbers = Array.from({ length: 20 }, (_, index) => index);

test('Everything is done once, no more at a time than allowed', async () => {
  const done: number[] = [];
  let [now, most] = [0, 0];
  await sideBySide(numbers, 4, async (number) => {
    now += 1;
    most = Math.max(most, now);
    await pause(number % 3);
    done.push(number);
    now -= 1;
  });
  expect(done.sort((a, b) => a - b)).toEqual(numbers);
  expect(most).toBe(4);
});

test('When one fails, no other is begun, what is under way is waited for, and the failure is told', async () => {
  const begun: number[] = [];
  const ended: number[] = [];
  const work = async (number: number): Promise<void> => {
    begun.push(number);
    if (number === 1) throw new Error('the second');
    await pause(10);
    ended.push(number);
  };
  await expect(sideBySide(numbers, 4, work)).rejects.toThrow('the second');
  expect(begun).toEqual([0, 1, 2, 3]);
  expect(ended).toEqual([0, 2, 3]);
});

test('When there is nothing to do, that is done', async () => {
  await sideBySide([], 4, () => Promise.reject(new Error('never')));
});
