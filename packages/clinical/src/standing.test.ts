import type { CanonicalObservation } from '@labsecure/contracts/canonical-report';
import type { Observation } from '@labsecure/contracts/records';
import { describe, expect, test } from 'vitest';
import { observation, report } from '../test/report.ts';
import { displayRange, displayUnit, formatValue } from './format-value.ts';
import { interpret } from './interpret.ts';
import { describe as explain, standingOf, wordsOf } from './standing.ts';

const read = (sent: CanonicalObservation): Observation => {
  const [first] = interpret(report('other', [sent])).observations;
  if (!first) throw new Error('nothing interpreted');
  return first;
};

describe('where a value stands', () => {
  test.each([
    ['K', 4, 'mmol/L', '3.5-5.1', 'in-range'],
    ['K', 5.3, 'mmol/L', '3.5-5.1', 'slightly-above'],
    ['K', 3.2, 'mmol/L', '3.5-5.1', 'slightly-below'],
    ['K', 6, 'mmol/L', '3.5-5.1', 'critical-high'],
    ['K', 2.5, 'mmol/L', '3.5-5.1', 'critical-low'],
    ['LDL', 118, 'mg/dL', '<100', 'slightly-above'],
    ['TRIG', 412, 'mg/dL', '<150', 'far-above'],
    ['TRIG', 225, 'mg/dL', '<150', 'slightly-above'],
    ['CREAT', 2, 'mg/dL', '0.7-1.3', 'far-above'],
    ['ALT', 59, 'U/L', '10-40', 'slightly-above'],
    ['ALT', 61, 'U/L', '10-40', 'far-above'],
    ['HDL', 39, 'mg/dL', '>40', 'slightly-below'],
    ['HDL', 19, 'mg/dL', '>40', 'far-below'],
    ['TSH', '<0.01', 'uIU/mL', '0.4-4.0', 'far-below'],
    ['TSH', 0.3, 'uIU/mL', '0.4-4.0', 'slightly-below'],
    ['XYZ', 4, 'mmol/L', '', 'unknown'],
    ['XYZ', -5, 'mmol/L', '-2 to 2', 'slightly-below'],
    ['XYZ', -7, 'mmol/L', '-2 to 2', 'far-below'],
    ['XYZ', 1, undefined, '0-0', 'slightly-above'],
  ])('%s %s %s against %s is %s', (code, value, unit, range, standing) => {
    expect(standingOf(read(observation(code, value, unit, { range })))).toBe(standing);
  });

  test.each([
    ['A', 118, '<100', 'slightly-above'],
    ['A', 90, '<100', 'flagged'],
    ['A', 90, 'see note', 'flagged'],
    ['H', 90, 'see note', 'flagged'],
    ['HH', 90, 'see note', 'critical-high'],
    ['HU', 118, '<100', 'far-above'],
    ['N', 90, 'see note', 'in-range'],
    ['U', 118, '<100', 'slightly-above'],
    ['U', 118, 'see note', 'unknown'],
  ])('flag %s of the lab on %s against %s is %s', (flag, value, range, standing) => {
    expect(standingOf(read(observation('XYZ', value, 'mg/dL', { range, flag })))).toBe(standing);
  });

  test('words out of range are marked, with no direction', () => {
    expect(standingOf(read(observation('HCV', 'Positive', undefined, { range: 'Negative' })))).toBe(
      'flagged',
    );
  });

  test('is said without alarm', () => {
    expect(wordsOf('slightly-above')).toBe('Slightly above');
    expect(wordsOf('unknown')).toBe('No range to compare with');
    expect(wordsOf('flagged')).toBe('Marked by the laboratory');
    expect([wordsOf('critical-high'), wordsOf('critical-low')].join()).not.toMatch(
      /critical|abnormal|panic/i,
    );
  });

  test('an analyte is explained in one line, an unknown one not at all', () => {
    expect(explain('ldl')).toBe('Carries cholesterol to the arteries');
    expect([explain('xyz'), explain(undefined)]).toEqual([undefined, undefined]);
  });
});

describe('what is printed', () => {
  test('is the value with the characters of the lab', () => {
    expect(formatValue(read(observation('TSH', '7.50', 'uIU/mL')))).toBe('7.50');
    expect(formatValue(read(observation('TSH', '<0.01', 'uIU/mL')))).toBe('<0.01');
  });

  test.each([
    ['10*3/uL', '10³/µL'],
    ['10^3/uL', '10³/µL'],
    ['x10E3/uL', '10³/µL'],
    ['10*12/L', '10¹²/L'],
    ['K/uL', 'K/µL'],
    ['u[IU]/mL', 'µIU/mL'],
    ['ug/dL', 'µg/dL'],
    ['mL/min/{1.73_m2}', 'mL/min/1.73 m²'],
    ['{ratio}', ''],
    ['/100{WBCs}', '/100 WBC'],
    ['mg/dL', 'mg/dL'],
    ['banana', 'banana'],
    [undefined, ''],
  ])('the unit %s is %s', (unit, shown) => {
    expect(displayUnit(read(observation('XYZ', 1, unit)))).toBe(shown);
  });

  test.each([
    ['4.5 - 11.0', '4.5–11.0'],
    ['70_105', '70–105'],
    ['<200', '<200'],
    ['Negative', 'Negative'],
    ['', ''],
  ])('the range %j is %j', (range, shown) => {
    expect(displayRange(read(observation('XYZ', 1, undefined, { range })))).toBe(shown);
  });
});
