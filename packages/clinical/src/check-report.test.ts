import {
  type CanonicalObservation,
  type CanonicalReport,
  ownCodes,
} from '@labsecure/contracts/canonical-report';
import { describe, expect, test } from 'vitest';
import { now, observation, report } from '../test/report.ts';
import { checkReport } from './check-report.ts';

const check = (one: CanonicalReport) => checkReport(one, { now });
const codesOf = (one: CanonicalReport) => check(one).map(({ code }) => code);
const codes = (...observations: CanonicalObservation[]) => codesOf(report('other', observations));
const only = (one: CanonicalObservation) => {
  const [problem] = check(report('other', [one]));
  return `${problem?.code} at ${problem?.pointer}: ${problem?.message}`;
};

describe('what real senders send is accepted', () => {
  test('a plain blood count has nothing to remark on', () => {
    const cbc = report('cbc', [
      observation('WBC', 7.5, '10^3/uL', { range: '4.5-11.0', flag: 'N', name: 'White Blood Cell Count' }),
      observation('rbc', 5.1, 'M/uL'),
      observation('Hgb', 15, 'G/DL'),
      observation('HCT', 45, '%'),
      observation('MCV', 88, 'FL'),
      observation('MCH', 29.4, 'PG'),
      observation('MCHC', 33.3, 'g/dL'),
      observation('PLT', 250, 'x10E3/uL', { range: '' }),
    ]);
    expect(check(cbc)).toEqual([]);
  });

  test.each([
    observation('TSH', '<0.01', 'uIU/mL', { range: '0.4-4.0', flag: 'L' }),
    observation('eGFR', '>60', 'mL/min/1.73m2', { range: '>=60' }),
    observation('LDL', 'UNABLE TO CALCULATE', 'mg/dL', { range: '<100' }),
    observation('INR', 1.1),
    observation('A/G Ratio', 1.5),
    observation('B12', '<5', 'pg/mL'),
    observation('VITD', '>150', 'ng/mL', { range: '≤100' }),
    observation('K', 4.2, 'mEq/L', { flag: 'H', range: 'Negative'.slice(8) }),
  ])('$code $value.sent $unit', (one) => expect(codes(one)).toEqual([]));
});

describe('units', () => {
  test('a number without its unit is refused, words are not', () => {
    expect(only(observation('GLU', 99))).toBe('E_UNIT_MISSING at /results/0: GLU: unit is required.');
    expect(codes(observation('Neutrophils', 60))).toEqual(['E_UNIT_MISSING']);
    expect(codes(observation('GLU', 'HEMOLYZED'))).toEqual([]);
    expect(codes(observation('Neutrophils', 'See comment'))).toEqual(['W_UNMAPPED_TEST']);
  });

  test('a unit nobody knows is refused, for an analyte nobody knows it is kept', () => {
    expect(only(observation('GLU', 99, 'mg/xx'))).toContain(
      'E_UNIT at /results/0: GLU: unit "mg/xx" is not rec',
    );
    expect(only(observation('XYZ', 99, 'mg/xx'))).toContain('it is kept and shown as sent.');
    expect(codes(observation('XYZ', 99))).toEqual(['W_UNMAPPED_TEST']);
    expect(codes(observation('XYZ', 99, undefined, { code_system: ownCodes }))).toEqual([]);
  });

  test('a unit of another kind is refused', () => {
    expect(codes(observation('WBC', 7.5, 'g/L'))).toEqual(['E_UNIT_KIND']);
    expect(codes(observation('TSH', 2, 'mmol/L'))).toEqual(['E_UNIT_KIND']);
  });

  test('a unit of the right kind without a factor is accepted with a remark', () => {
    expect(codes(observation('URIC', 0.36, 'mmol/L'))).toEqual(['W_UNIT_NOT_COMPARED']);
  });

  test('a mass code with a molar unit is taken by its unit', () => {
    const message = only(observation('2345-7', 5.5, 'mmol/L', { code_system: 'http://loinc.org' }));
    expect(message).toContain('W_CODE_UNIT_MISMATCH');
    expect(message).toContain('Code 2345-7 expects mg/dL; got mmol/L: treated as Glucose in mmol/L.');
    expect(codes(observation('35200-5', 200, 'mg/dL'))).toEqual([]);
  });
});

describe('numbers', () => {
  test.each([
    observation('HGB', 12.5, 'g/mL'),
    observation('WBC', 105_600, 'K/uL'),
    observation('GLU', 5.5, 'g/dL'),
    observation('eGFR', '>500', 'mL/min/1.73m2'),
  ])('$code $value.sent $unit cannot be', (one) => expect(codes(one)).toContain('E_IMPLAUSIBLE'));

  test('only a concentration cannot be negative', () => {
    expect(codes(observation('GLU', -1, 'mg/dL'))).toEqual(['E_NEGATIVE']);
    expect(codes(observation('AGAP', -2, 'mmol/L'))).toEqual([]);
    expect(codes(observation('BASE EXCESS', -2, 'mmol/L'))).toEqual(['W_UNMAPPED_TEST']);
  });

  test('a final result says something', () => {
    expect(codes(observation('GLU', ''))).toEqual(['E_NO_VALUE']);
    expect(codes(observation('GLU', '', undefined, { notes: ['clotted'] }))).toEqual([]);
    expect(codes(observation('GLU', '', undefined, { status: 'preliminary' }))).toEqual([]);
  });

  test('a withdrawal is not refused for what it withdraws', () => {
    const withdrawn = report('other', [observation('GLU', -1), observation('WBC', 7, 'g/L')]);
    expect(codesOf(withdrawn)).not.toEqual([]);
    expect(codesOf({ ...withdrawn, status: 'cancelled' })).toEqual([]);
    expect(codesOf({ ...withdrawn, status: 'entered-in-error' })).toEqual([]);
  });

  test('no message holds a value', () => {
    const problems = check(
      report('cbc', [
        observation('HGB', 987.654, 'g/dL', { range: '876.5-765.4', flag: 'ODD' }),
        observation('WBC', -987.654, 'K/uL', { range: 'about 876.5', flag: 'N' }),
        observation('K', 9.87654, 'mmol/L', { range: '1.23-4.56', flag: 'N' }),
        observation('K', 8.76543, 'mmol/L'),
      ]),
    );
    expect(problems.length).toBeGreaterThan(7);
    expect(JSON.stringify(problems)).not.toMatch(/987|876|765|1\.23|4\.56/);
  });
});

describe('what was measured', () => {
  test('a LOINC code is checked when the sender says that it is one', () => {
    const wrong = observation('2345-8', 99, 'mg/dL', { code_system: 'http://loinc.org' });
    expect(only(wrong)).toContain('E_LOINC');
    expect(only(wrong)).toContain('(check digit should be 7)');
    expect(codes(observation('GLU', 99, 'mg/dL', { code_system: 'LN' }))).toEqual(['E_LOINC']);
    expect(codes(observation('2345-8', 99, 'mg/dL'))).toEqual(['W_UNMAPPED_TEST']);
  });

  test('code and name may not be two analytes', () => {
    const message = only(observation('3053-6', 120, 'ng/dL', { name: 'Free T3' }));
    expect(message).toContain('E_CODE_NAME_MISMATCH at /results/0: Code "3053-6" is "Total T3"');
  });

  test('the same analyte twice with two values is refused, by another method or at another stage not', () => {
    const glucose = observation('GLU', 99, 'mg/dL');
    expect(codes(glucose, observation('Glucose', 100, 'mg/dL'))).toEqual(['E_DUPLICATE_RESULT']);
    expect(codes(glucose, observation('Glucose', 99, 'mg/dL'))).toEqual([]);
    expect(codes(glucose, observation('Glucose', 100, 'mg/dL', { status: 'preliminary' }))).toEqual([]);
    expect(codes(glucose, observation('GLU', 5.5, 'mmol/L'))).toEqual([]);
    expect(codes(observation('LDL', 100, 'mg/dL'), observation('DLDL', 110, 'mg/dL'))).toEqual([]);
    expect(codes(observation('XYZ', 1), observation('XYZ', 2))).toEqual([
      'W_UNMAPPED_TEST',
      'W_UNMAPPED_TEST',
    ]);
  });

  test('a test for one sex is remarked on for the other', () => {
    const psa = report('other', [observation('PSA', 1, 'ng/mL')]);
    const of = (sex?: 'M' | 'F' | 'U') => codesOf({ ...psa, patient: { id: 'P', ...(sex && { sex }) } });
    expect(of('F')).toEqual(['W_SEX_TEST']);
    expect([of('M'), of('U'), of()]).toEqual([[], [], []]);
  });
});

describe('ranges and flags', () => {
  test('an inverted range is not used', () => {
    expect(only(observation('GLU', 90, 'mg/dL', { range: '99-70' }))).toContain('our default range is used');
    expect(only(observation('GLU', 90, 'mg/dL', { range: '99-70' }))).toContain('W_RANGE_INVERTED');
    const unknown = check(report('other', [observation('XYZ', 90, 'mg/dL', { range: '99-70' })]));
    expect(unknown.at(-1)?.message).toContain('it is not used');
  });

  test('words as the range of a number are kept', () => {
    expect(codes(observation('GLU', 90, 'mg/dL', { range: 'see note' }))).toEqual(['W_RANGE_TEXT']);
    expect(codes(observation('GLU', 'Negative', undefined, { range: 'Negative' }))).toEqual([]);
  });

  test("a flag against the lab's own range is remarked on", () => {
    const potassium = (flag: string) => observation('K', 7, 'mmol/L', { range: '3.5-5.0', flag });
    expect(codes(potassium('N'))).toEqual(['W_FLAG_MISMATCH']);
    expect(codes(potassium('L'))).toEqual(['W_FLAG_MISMATCH']);
    expect([codes(potassium('H')), codes(potassium('HH')), codes(potassium('A'))]).toEqual([[], [], []]);
  });

  test('a flag outside table 0078 is remarked on', () => {
    expect(codes(observation('K', 7, 'mmol/L', { flag: 'HIGH' }))).toEqual(['W_FLAG']);
  });
});
