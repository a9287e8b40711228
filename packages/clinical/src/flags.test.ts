import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { flagQuantity, flagsContradict, isTableFlag } from './flags.ts';
import { parseRange } from './range.ts';
import { flagText } from './text-flags.ts';

const rangeOf = (text: string) => {
  const range = parseRange(text);
  if (range.kind !== 'numeric') throw new Error(text);
  return range;
};

const flag = (value: string, range: string, critical = {}, floor?: number) => {
  const [, comparator, digits] = /^(<=?|>=?)?(.*)$/.exec(value) ?? [];
  const known = (['<', '<=', '>', '>='] as const).find((one) => one === comparator);
  return flagQuantity({ number: Number(digits), comparator: known }, rangeOf(range), critical, floor);
};

describe('flags of numbers', () => {
  test.each([
    ['4.5', '4.5-11.0', 'N'],
    ['11.0', '4.5-11.0', 'N'],
    ['4.49', '4.5-11.0', 'L'],
    ['11.01', '4.5-11.0', 'H'],
    ['200', '<200', 'H'],
    ['199.9', '<200', 'N'],
    ['5', '≤5', 'N'],
    ['40', '>40', 'L'],
    ['60', '>=60', 'N'],
    ['-3', '-2 to 2', 'L'],
  ])('%s against %s is %s', (value, range, expected) => expect(flag(value, range)).toBe(expected));

  test.each([
    ['<0.01', '0.4-4.0', 'L'],
    ['<0.4', '0.4-4.0', 'L'],
    ['<=0.4', '0.4-4.0', undefined],
    ['>60', '>=60', 'N'],
    ['>=60', '>60', undefined],
    ['>60', '>60', 'N'],
    ['<5', '3-10', undefined],
    ['>5', '3-10', undefined],
    ['>10', '3-10', 'H'],
    ['>=10', '3-10', undefined],
    ['<5', '<200', 'N'],
    ['<200', '<200', 'N'],
    ['<=200', '<200', undefined],
    ['<5', '0-10', 'N'],
    ['<5', '-2 to 10', undefined],
  ])('%s against %s is %s', (value, range, expected) => expect(flag(value, range)).toBe(expected));

  test('at or beyond a critical limit it is LL or HH', () => {
    const critical = { low: 2.5, high: 6 };
    expect(flag('2.5', '3.5-5.0', critical)).toBe('LL');
    expect(flag('2.51', '3.5-5.0', critical)).toBe('L');
    expect(flag('6', '3.5-5.0', critical)).toBe('HH');
    expect(flag('5.99', '3.5-5.0', critical)).toBe('H');
    expect(flag('>6', '3.5-5.0', critical)).toBe('HH');
    expect(flag('<2.5', '3.5-5.0', critical)).toBe('LL');
  });

  test("inside the lab's own range nothing is critical", () => {
    expect(flag('6.2', '3.5-6.5', { high: 6 })).toBe('N');
  });

  test('without a range only what is critical is known', () => {
    expect(flagQuantity({ number: 7 }, undefined, { high: 6 })).toBe('HH');
    expect(flagQuantity({ number: 4 }, undefined, { high: 6 })).toBeUndefined();
  });

  test('a larger value never gets a lower flag', () => {
    const order = ['LL', 'L', 'N', 'H', 'HH'];
    const number = fc.double({ min: -50, max: 150, noNaN: true });
    fc.assert(
      fc.property(number, number, fc.boolean(), fc.boolean(), (one, other, low_inclusive, high_inclusive) => {
        const range = { low: 10, high: 50, low_inclusive, high_inclusive };
        const critical = { low: 0, high: 100 };
        const flags = [Math.min(one, other), Math.max(one, other)].map((value) =>
          order.indexOf(flagQuantity({ number: value }, range, critical) ?? ''),
        );
        expect(flags[0]).toBeGreaterThanOrEqual(0);
        expect(flags[0]).toBeLessThanOrEqual(flags[1] ?? -1);
      }),
    );
  });

  test('a comparator says no more than every number it stands for', () => {
    const whole = fc.integer({ min: -20, max: 80 });
    fc.assert(
      fc.property(whole, whole, fc.constantFrom('<', '<=', '>', '>='), (limit, real, comparator) => {
        const stands =
          (comparator === '<' && real < limit) ||
          (comparator === '<=' && real <= limit) ||
          (comparator === '>' && real > limit) ||
          (comparator === '>=' && real >= limit);
        fc.pre(stands);
        const range = { low: 10, high: 50, low_inclusive: true, high_inclusive: false };
        const claimed = flagQuantity({ number: limit, comparator }, range);
        if (claimed !== undefined) expect(flagQuantity({ number: real }, range)).toBe(claimed);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('flags of words', () => {
  test.each([
    ['Negative', 'Negative', 'N'],
    ['NEGATIVE', 'Not Detected', 'N'],
    ['Positive', 'Negative', 'A'],
    ['Detected', 'Not detected', 'A'],
    ['Yellow', 'yellow', 'N'],
    ['Cloudy', 'Clear', undefined],
    ['UNABLE TO CALCULATE', '', undefined],
  ])('%s against %s is %s', (value, range, expected) => expect(flagText(value, range)).toBe(expected));
});

describe('two flags', () => {
  test.each([
    ['N', 'H', true],
    ['H', 'L', true],
    ['A', 'N', true],
    ['H', 'HH', false],
    ['A', 'L', false],
    ['N', 'N', false],
    ['U', 'H', false],
    [undefined, 'H', false],
  ])('%s and %s contradict: %s', (one, other, expected) =>
    expect(flagsContradict(one, other)).toBe(expected),
  );

  test('table 0078 is known', () => {
    expect(['N', 'LL', 'POS', '<', 'SYN-R'].every(isTableFlag)).toBe(true);
    expect(isTableFlag('HIGH')).toBe(false);
  });
});
