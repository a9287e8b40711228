import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeOn, scaleOf, sideOf } from './scale.ts';

const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const limit = fc.option(finite, { nil: undefined });

test('When there is room enough, then range, value and critical limits all lie on the scale', () => {
  const scale = scaleOf({ value: 6.9, low: 3.5, high: 5.1, critical: { low: 2.5, high: 6.5 } });
  for (const number of [2.5, 3.5, 5.1, 6.5, 6.9]) expect(scale && sideOf(scale, number)).toBeUndefined();
});

test.each([
  [{ value: 188, high: 200 }, 0],
  [{ value: 3, low: 1, high: 10 }, 0],
])('When nothing lies below zero (%j), then the scale does not either', (input, from) => {
  expect(scaleOf(input)?.from).toBe(from);
});

test('When something lies below zero, then the scale does too', () => {
  expect(scaleOf({ value: -3, low: -2, high: 2 })?.from).toBeLessThan(-3);
  expect(scaleOf({ value: -0.5, high: 5 })?.from).toBeLessThan(-0.5);
});

test('When a critical limit is out of reach, then the scale is as if there were none', () => {
  const input = { value: 8, low: 4.5, high: 11 };
  expect(scaleOf({ ...input, critical: { high: 30 } })).toEqual(scaleOf(input));
});

test('When there is no limit, or none that can be told apart, then there is no scale', () => {
  expect(scaleOf({ value: 5 })).toBeUndefined();
  expect(scaleOf({ value: 5, low: -1e308, high: 1e308 })).toBeUndefined();
});

test('Whatever the numbers, then the range keeps a fair part of the scale and its limits stay on it', () => {
  fc.assert(
    fc.property(finite, limit, limit, limit, limit, (value, a, b, criticalLow, criticalHigh) => {
      const [low, high] = a !== undefined && b !== undefined && a > b ? [b, a] : [a, b];
      const scale = scaleOf({ value, low, high, critical: { low: criticalLow, high: criticalHigh } });
      if (scale === undefined) return;
      expect(scale.from).toBeLessThan(scale.to);
      for (const one of [low, high]) {
        if (one !== undefined) expect(sideOf(scale, one)).toBeUndefined();
      }
      const share = placeOn(scale, high ?? scale.to) - placeOn(scale, low ?? scale.from);
      if (low === undefined || high === undefined || high - low > 1e-3) expect(share).toBeGreaterThan(0.15);
    }),
    { numRuns: 2000 },
  );
});

test('Whatever two numbers, then the smaller is never drawn to the right of the larger', () => {
  fc.assert(
    fc.property(finite, finite, finite, finite, (value, high, one, other) => {
      const scale = scaleOf({ value, high });
      if (scale === undefined) return;
      const [less, more] = one < other ? [one, other] : [other, one];
      expect(placeOn(scale, less)).toBeLessThanOrEqual(placeOn(scale, more));
      for (const place of [placeOn(scale, less), placeOn(scale, more)]) {
        expect(place).toBeGreaterThanOrEqual(0);
        expect(place).toBeLessThanOrEqual(1);
      }
    }),
  );
});
