import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tickLabels } from './tick-labels.ts';

test('When there is room, then labels stand where they belong', () => {
  const labels = [
    { at: 94.2, text: '3.5' },
    { at: 213.2, text: '5.1' },
  ];
  expect(tickLabels(labels, 300)).toEqual(labels);
});

test('When a label finds no room, then it is left out, and the others stay', () => {
  const text = '1234567890123456789012345678901234567890';
  expect(tickLabels([{ at: 150, text }], 300)).toEqual([]);
});

test('Whatever the limits, then their labels stay apart and inside', () => {
  const label = fc.record({
    at: fc.double({ min: 0, max: 300, noNaN: true }),
    text: fc.stringMatching(/^\d{1,20}$/),
  });
  fc.assert(
    fc.property(fc.array(label, { maxLength: 4 }), (labels) => {
      const sorted = labels.toSorted((a, b) => a.at - b.at);
      let free = -0.1;
      for (const { at, text } of tickLabels(sorted, 300)) {
        const half = (text.length * 8.5) / 2;
        expect(at - half).toBeGreaterThanOrEqual(free);
        free = at + half;
        expect(free).toBeLessThanOrEqual(300.1);
      }
    }),
    { numRuns: 1000 },
  );
});
