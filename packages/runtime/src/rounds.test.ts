import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createRounds } from './rounds.ts';

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await setImmediate();
};

test('When a round fails, then it is told and the next one comes', async () => {
  let count = 0;
  const failures: unknown[] = [];
  const rounds = createRounds({
    round: async () => {
      count += 1;
      if (count === 1) throw new Error('the first');
    },
    everySeconds: 0.001,
    onFailure: (error) => failures.push(error),
  });
  rounds.start();
  await until(() => count > 2);
  await rounds.stop();
  expect(failures).toEqual([new Error('the first')]);
});

test('When it is stopped, then the round under way is finished and no other begins', async () => {
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const ended: number[] = [];
  let begun = 0;
  const rounds = createRounds({
    round: async () => {
      begun += 1;
      await gate;
      ended.push(begun);
    },
    everySeconds: 3600,
    onFailure: () => {},
  });
  rounds.start();
  const stopped = rounds.stop();
  open();
  await stopped;
  expect([begun, ended]).toEqual([1, [1]]);
});
