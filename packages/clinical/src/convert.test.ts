import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import worked from '../test/worked-checks.json' with { type: 'json' };
import { type Analyte, analyteById, analytes } from './analyte.ts';
import { fromPreferred, toPreferred } from './convert.ts';

const known = (id: string): Analyte => {
  const analyte = analyteById(id);
  if (!analyte) throw new Error(`no analyte ${id}`);
  return analyte;
};

const pairs = analytes.flatMap((analyte) => analyte.units.map((unit) => ({ analyte, unit })));
const anyPair = fc.constantFrom(...pairs);
const anyNumber = fc.double({ min: 0.01, max: 10_000, noNaN: true });

describe('conversions', () => {
  test('there are all 22 worked ones', () => expect(worked.conversions).toHaveLength(22));

  test.each(worked.conversions)('$analyte $value $unit is $expected $expectedUnit', (check) => {
    const analyte = known(check.analyte);
    expect(analyte.ucum).toBe(check.expectedUnit);
    const converted = toPreferred(analyte, check.value, check.unit) ?? Number.NaN;
    expect(Math.abs(converted - check.expected)).toBeLessThanOrEqual(check.expected * 0.0005);
  });

  test('HbA1c goes back to mmol/mol by the published equation', () => {
    expect(fromPreferred(known('hba1c'), 7, 'mmol/mol')).toBeCloseTo(53.01, 5);
    expect(toPreferred(known('hba1c'), 48, 'mmol/mol')).toBeCloseTo(6.54, 2);
  });

  test('5 mmol/L of urea is 14.01 mg/dL of urea nitrogen', () => {
    expect(toPreferred(known('bun'), 5, 'mmol/L')).toBeCloseTo(14.01, 2);
  });

  test('a unit without a factor is not converted', () => {
    expect(toPreferred(known('glucose'), 5, 'g/L')).toBeUndefined();
    expect(fromPreferred(known('glucose'), 5, 'g/L')).toBeUndefined();
  });

  test('there and back again is where one started', () => {
    fc.assert(
      fc.property(anyPair, anyNumber, ({ analyte, unit }, number) => {
        const there = toPreferred(analyte, number, unit.ucum) ?? Number.NaN;
        const back = fromPreferred(analyte, there, unit.ucum) ?? Number.NaN;
        // The two published equations for HbA1c are not each other's inverse to the last digit.
        const allowed = unit.backFactor === undefined ? 1e-9 * number : 0.05 + number * 0.001;
        expect(Math.abs(back - number)).toBeLessThanOrEqual(allowed);
      }),
    );
  });

  test('more stays more', () => {
    fc.assert(
      fc.property(anyPair, anyNumber, anyNumber, ({ analyte, unit }, one, other) => {
        fc.pre(one < other * 0.999);
        const [a, b] = [toPreferred(analyte, one, unit.ucum), toPreferred(analyte, other, unit.ucum)];
        expect(a ?? Number.NaN).toBeLessThan(b ?? Number.NaN);
      }),
    );
  });
});
