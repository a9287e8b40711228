import { expect, test } from 'vitest';
import { createTally } from './tally.ts';

test('When a file is sent in the end, then what hindered it before does not count', () => {
  const tally = createTally();
  tally.add({ file: 'a', outcome: 'unreachable' });
  tally.add({ file: 'b', outcome: 'unreachable' });
  tally.add({ file: 'a', outcome: 'sent' });
  expect(tally.totals()).toEqual({ sent: 1, unreachable: 1 });
  expect([...tally.outcomes()].sort()).toEqual(['sent', 'unreachable']);
});

test('When a file that waited is there no more, then it does not count', () => {
  const tally = createTally();
  tally.add({ file: 'a', outcome: 'waiting' });
  tally.add({ file: 'b', outcome: 'sent' });
  tally.keep(() => false);
  expect(tally.totals()).toEqual({ sent: 1 });
});

test('What is known of a waiting file is not told again', () => {
  const tally = createTally();
  const told = (['waiting', 'waiting', 'unreachable', 'unreachable', 'sent', 'sent'] as const).map(
    (outcome) => tally.add({ file: 'a', outcome }),
  );
  expect(told).toEqual([true, false, true, false, true, true]);
});
