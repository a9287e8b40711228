import type { CanonicalObservation } from '@labsecure/contracts/canonical-report';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { observation, report } from '../test/report.ts';
import { analytes } from './analyte.ts';
import { checkReport } from './check-report.ts';
import { interpret } from './interpret.ts';
import { estimateBytes } from './size.ts';

const now = new Date('2024-01-16T00:00:00Z');
const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** What else a version of a result holds: ids, version, key, lab, all of bounded length. */
const envelope = 2000;

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('\u0000'.repeat(50), '€"\\'.repeat(20)),
);
const anyAnalyte = fc.constantFrom(...analytes);

const anyObservation: fc.Arbitrary<CanonicalObservation> = fc.oneof(
  fc
    .tuple(anyAnalyte, fc.double({ min: 0, max: 1e6, noNaN: true }), fc.nat(20))
    .map(([{ loinc, ucum, units }, number, pick]) =>
      observation(loinc[0]?.code ?? '', number, [ucum, ...units.map((unit) => unit.ucum)][pick] ?? ucum),
    ),
  fc
    .record({ code: text, name: text, unit: text, range: text, flag: text, note: text, sent: text })
    .map(({ code, sent, unit, note, ...more }) => observation(code, sent, unit, { ...more, notes: [note] })),
  fc.tuple(text, text).map(([code, flag]) => ({
    pointer: '',
    code,
    flag,
    value: { kind: 'text' as const, sent: '' },
    notes: [],
  })),
);

describe('the size of a result', () => {
  test('is never more than was estimated', () => {
    fc.assert(
      fc.property(
        fc.array(anyObservation, { maxLength: 40 }),
        fc.constantFrom('cmp', 'lipid', 'other'),
        (all, panel) => {
          const one = report(panel, all);
          const { problems: _, ...interpreted } = interpret(one);
          expect(bytesOf(interpreted) + bytesOf(one.notes) + envelope).toBeLessThanOrEqual(
            estimateBytes(one),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  const hundreds = (one: CanonicalObservation) =>
    report(
      'other',
      Array.from({ length: 300 }, () => one),
    );

  test.each(analytes)(
    'stays below the estimate when it is nothing but $name',
    ({ loinc, ucum, units, plausible }) => {
      for (const unit of [ucum, ...units.map((one) => one.ucum)]) {
        const one = hundreds(observation(loinc[0]?.code ?? '', plausible.high / 7, unit));
        expect(bytesOf({ ...interpret(one), problems: [] }) + envelope).toBeLessThanOrEqual(
          estimateBytes(one),
        );
      }
    },
  );

  test('stays below the estimate with long codes and flags, which are kept twice', () => {
    const one = hundreds(observation('€'.repeat(500), 1, 'x', { flag: '"'.repeat(500), range: '1.5-1.7' }));
    expect(bytesOf({ ...interpret(one), problems: [] }) + envelope).toBeLessThanOrEqual(estimateBytes(one));
  });

  test('is refused above the limit, which is named, and below it is not', () => {
    const withNotes = (length: number) =>
      report('other', [observation('INR', 1)], { notes: ['x'.repeat(length)] });
    expect(checkReport(withNotes(300_000), { now })).toEqual([]);
    const [problem, ...others] = checkReport(withNotes(345_000), { now });
    expect(problem).toMatchObject({ pointer: '', code: 'E_TOO_LARGE' });
    expect(problem?.message).toContain('the limit is 350000.');
    expect(others).toEqual([]);
  });

  test('leaves room for panels of hundreds of observations', () => {
    const many = Array.from({ length: 300 }, (_, index) =>
      observation(`X${index}`, index, 'mg/dL', { range: '1-2' }),
    );
    expect(checkReport(report('other', many), { now }).map(({ code }) => code)).not.toContain('E_TOO_LARGE');
  });
});
