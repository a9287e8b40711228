import { expect, test } from 'vitest';
import { untilAnswered } from './retry.ts';
import type { Again } from './verdict.ts';

/** Time passes only while it is slept. */
const clock = (seconds: number, random = 1) => {
  let time = 0;
  return {
    seconds,
    now: () => time,
    random: () => random,
    sleep: async (ms: number) => {
      time += ms;
      return true;
    },
    time: () => time,
  };
};
const again: Again = { outcome: 'again', detail: 'Away.', is_general: true };

/** When attempts begin, in milliseconds. */
const attemptsWith = async (patience: ReturnType<typeof clock>, answer: Again = again) => {
  const attempts: number[] = [];
  const last = await untilAnswered(async () => {
    attempts.push(patience.time());
    return answer;
  }, patience);
  return { attempts, last };
};

test('When nobody ever answers, then delays double up to half a minute, until patience ends', async () => {
  const { attempts, last } = await attemptsWith(clock(92));
  expect(attempts).toEqual([0, 500, 1500, 3500, 7500, 15_500, 31_500, 61_500, 91_500]);
  expect(last).toEqual({ ...again, detail: 'Away. (9 attempts)' });
});

test('Delays are spread by a quarter, so that many clients do not come back at once', async () => {
  expect((await attemptsWith(clock(2, 0))).attempts).toEqual([0, 375, 1125]);
});

test('When the server asks for more time, then it gets it', async () => {
  expect((await attemptsWith(clock(50), { ...again, after_seconds: 20 })).attempts).toEqual([
    0, 20_000, 40_000,
  ]);
});

test('When the process is to end, then there is no further attempt', async () => {
  let attempts = 0;
  const attempt = async () => {
    attempts += 1;
    return again;
  };
  const last = await untilAnswered(attempt, { ...clock(60), sleep: async () => false });
  expect(attempts).toBe(1);
  expect(last).toMatchObject({ detail: 'Stopped before another attempt. The last one: Away.' });
});
