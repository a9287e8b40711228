import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRanks } from './ranks.ts';

test('Whatever rows are added in whatever order, then each has as many before it as stand above it', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(1_500_000), { minLength: 1, maxLength: 60 }), (rows) => {
      const ranks = createRanks();
      rows.forEach(ranks.add);
      const sorted = rows.toSorted((a, b) => a - b);
      expect(sorted.map(ranks.rankOf)).toEqual(sorted.map((_, at) => at));
    }),
    { numRuns: 100 },
  );
});
