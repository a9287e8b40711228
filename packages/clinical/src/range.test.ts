import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRange } from './range.ts';

const both = (low: number, high: number) => ({
  kind: 'numeric',
  low,
  high,
  low_inclusive: true,
  high_inclusive: true,
});
const upTo = (high: number, inclusive: boolean) => ({
  kind: 'numeric',
  high,
  low_inclusive: true,
  high_inclusive: inclusive,
});
const from = (low: number, inclusive: boolean) => ({
  kind: 'numeric',
  low,
  low_inclusive: inclusive,
  high_inclusive: true,
});

describe('reference ranges as labs write them', () => {
  test.each([
    ['4.5-11.0', both(4.5, 11)],
    ['4.5 - 11.0', both(4.5, 11)],
    ['4.5 to 11.0', both(4.5, 11)],
    ['4.5–11.0', both(4.5, 11)],
    ['[4.5 - 11.0]', both(4.5, 11)],
    ['(4.5-11.0)', both(4.5, 11)],
    ['70_105', both(70, 105)],
    ['-2-2', both(-2, 2)],
    ['-2 to +2', both(-2, 2)],
    ['-3 - -1', both(-3, -1)],
    ['0-0', both(0, 0)],
    ['.5-1.', both(0.5, 1)],
    ['<200', upTo(200, false)],
    ['< 200', upTo(200, false)],
    ['≤5', upTo(5, true)],
    ['<=5', upTo(5, true)],
    ['Up to 40', upTo(40, true)],
    ['>40', from(40, false)],
    ['>=60', from(60, true)],
    ['≥60', from(60, true)],
    ['> OR = 60', from(60, true)],
  ])('%s is read', (text, expected) => expect(parseRange(text)).toEqual(expected));

  test.each([undefined, '', '   ', '[ ]', '-', '--'])('%j is no range', (text) => {
    expect(parseRange(text)).toEqual({ kind: 'empty' });
  });

  test.each([
    'Negative',
    '4,5-11,0',
    '1,000-2,000',
    'M: 4.5-5.9',
    '5',
    '-5',
    '4.5-',
    '10-20-30',
    '<200 fasting',
  ])('%s stays words', (text) => expect(parseRange(text)).toEqual({ kind: 'text', text }));

  test('the unit of the value may be repeated, another one may not', () => {
    expect(parseRange('70-99 mg/dL', 'MG/DL')).toEqual(both(70, 99));
    expect(parseRange('<5.7%', '%')).toEqual(upTo(5.7, false));
    expect(parseRange('3.9-5.5 mmol/L', 'mg/dL')).toEqual({ kind: 'text', text: '3.9-5.5 mmol/L' });
  });

  test('low above high is inverted, not swapped', () => {
    expect(parseRange('11.0-4.5')).toEqual({ kind: 'inverted', low: 11, high: 4.5 });
  });

  test('a very long text is read in no time', () => {
    const text = `(${' '.repeat(500_000)}x`;
    expect(parseRange(text)).toEqual({ kind: 'text', text });
  });
});

const decimal = fc.integer({ min: -99_999, max: 99_999 }).map((digits) => digits / 100);

describe('any reference range', () => {
  test('of two numbers is read back as those two, whatever stands between them', () => {
    fc.assert(
      fc.property(
        decimal,
        decimal,
        fc.constantFrom('-', ' - ', ' to ', ' – ', '_', ' ~ '),
        (one, other, between) => {
          const [low, high] = [Math.min(one, other), Math.max(one, other)];
          expect(parseRange(`${low}${between}${high}`)).toEqual(both(low, high));
          if (low < high) expect(parseRange(`${high}${between}${low}`).kind).toBe('inverted');
        },
      ),
    );
  });

  test('of one number excludes it exactly when there is no equals sign', () => {
    fc.assert(
      fc.property(decimal, fc.constantFrom('<', '<=', '≤', '>', '>=', '≥'), (limit, comparator) => {
        const range = parseRange(`${comparator}${limit}`);
        const inclusive = !['<', '>'].includes(comparator);
        const expected = ['<', '<=', '≤'].includes(comparator)
          ? upTo(limit, inclusive)
          : from(limit, inclusive);
        expect(range).toEqual(expected);
      }),
    );
  });

  test('is read without throwing, and never with low above high', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789.-<>=≤ to_~()[]%a') }), (text) => {
        const range = parseRange(text, '%');
        if (range.kind !== 'numeric') return;
        expect(range.low ?? Number.NEGATIVE_INFINITY).toBeLessThanOrEqual(
          range.high ?? Number.POSITIVE_INFINITY,
        );
      }),
      { numRuns: 2000 },
    );
  });
});
