import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { dropRest } from './rest-of-body.ts';

/** A body of so many kilobytes, each of which comes so many milliseconds after the one before. */
const bodyOf = (kilobytes: number, everyMs: number) => {
  let time = 0;
  let sent = 0;
  const coming = function* () {
    for (; sent < kilobytes; sent += 1) {
      time += everyMs;
      yield new Uint8Array(1000);
    }
  };
  const rest = Readable.from(coming(), { objectMode: true, highWaterMark: 1 });
  return { rest, sent: () => sent, pace: { least: 1000, over: 10_000, now: () => time } };
};

test('What is left of a body is read to its end', async () => {
  const { rest, sent, pace } = bodyOf(100, 100);
  await dropRest(rest, 1_000_000, pace);
  expect(sent()).toBe(100);
});

test('When more is left than anybody would send, then the connection is closed', async () => {
  const { rest, sent, pace } = bodyOf(100, 100);
  await dropRest(rest, 10_000, pace);
  expect(rest.destroyed).toBe(true);
  expect(sent()).toBeLessThan(20);
});

test('When the rest trickles, then it is not waited for', async () => {
  const { rest, sent, pace } = bodyOf(100, 5000);
  await dropRest(rest, 1_000_000, pace);
  expect(sent()).toBeLessThan(10);
  rest.destroy();
});
