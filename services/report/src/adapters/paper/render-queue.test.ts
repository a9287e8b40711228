import { UnavailableError } from '@labsecure/contracts/errors';
import { expect, test } from 'vitest';
import { createRenderQueue } from './render-queue.ts';

test('When several documents are asked for, then they are made one after another, in order', async () => {
  const inTurn = createRenderQueue({ maxWaiting: 10 });
  let atOnce = 0;
  const made: number[] = [];
  const work = (index: number) => async () => {
    atOnce += 1;
    expect(atOnce).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    made.push(index);
    atOnce -= 1;
  };
  await Promise.all([1, 2, 3, 4].map((index) => inTurn(work(index))));
  expect(made).toEqual([1, 2, 3, 4]);
});

test('When too many wait, then the next one is told to come back, and later ones are taken again', async () => {
  const inTurn = createRenderQueue({ maxWaiting: 1 });
  const gate = Promise.withResolvers<string>();
  const first = inTurn(() => gate.promise);
  const second = inTurn(async () => 'second');
  await expect(inTurn(async () => 'third')).rejects.toBeInstanceOf(UnavailableError);
  gate.resolve('first');
  expect(await Promise.all([first, second])).toEqual(['first', 'second']);
  expect(await inTurn(async () => 'fourth')).toBe('fourth');
});

test('When one fails, then the next is made all the same', async () => {
  const inTurn = createRenderQueue({ maxWaiting: 5 });
  const failing = inTurn(() => Promise.reject(new Error('no')));
  const next = inTurn(async () => 'made');
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('made');
});
