import { expect, test } from 'vitest';
import { observation, report } from '../test/report.ts';
import { allGone, goneBesides } from './gone-values.ts';
import { interpret } from './interpret.ts';

const observed = (...statuses: ('cancelled' | 'entered-in-error' | 'final')[]) =>
  interpret(
    report(
      'other',
      statuses.map((status, at) => ({ ...observation(`X${at}`, 1), status })),
    ),
  ).observations;

test('When no value is left, then what became of them is said; where there never was one, nothing', () => {
  expect(allGone(observed('cancelled'))).toContain('cancelled the only value');
  expect(allGone(observed('cancelled', 'entered-in-error'))).toContain('cancelled or withdrew all 2 values');
  expect(allGone([])).toBeUndefined();
});

test('When some are left, then those that are gone are counted', () => {
  expect(goneBesides(observed('final', 'entered-in-error'))).toBe(' The laboratory withdrew one more value.');
  expect(goneBesides(observed('final', 'cancelled', 'cancelled'))).toBe(
    ' The laboratory cancelled 2 more values.',
  );
  expect(goneBesides(observed('final'))).toBe('');
});
