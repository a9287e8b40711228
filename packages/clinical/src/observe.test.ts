import type { CanonicalObservation, CanonicalReport } from '@labsecure/contracts/canonical-report';
import { describe, expect, test } from 'vitest';
import { observation, report } from '../test/report.ts';
import { interpret } from './interpret.ts';

const one = (sent: CanonicalObservation, more: Partial<CanonicalReport> = {}) => {
  const [first] = interpret(report('other', [sent], more)).observations;
  if (!first) throw new Error('nothing interpreted');
  return first;
};

describe('a known analyte', () => {
  test('gets name, LOINC, UCUM, range, critical limits and flag', () => {
    expect(one(observation('K', '7.0', 'mEq/L', { range: '3.5-5.1' }))).toEqual({
      code: 'K',
      name: 'Potassium',
      analyte_id: 'potassium',
      loinc: '2823-3',
      value: { kind: 'quantity', number: 7, sent: '7.0' },
      unit: 'mEq/L',
      ucum: 'meq/L',
      preferred: { number: 7, ucum: 'mmol/L' },
      range: {
        low: 3.5,
        high: 5.1,
        low_inclusive: true,
        high_inclusive: true,
        text: '3.5-5.1',
        source: 'lab',
      },
      critical: { low: 2.5, high: 6 },
      our_flag: 'HH',
      flag: 'HH',
      flags_disagree: false,
      notes: [],
    });
  });

  test('keeps the unit sent, with limits in that unit', () => {
    const glucose = one(observation('GLU', 5.6, 'mmol/L'));
    expect(glucose).toMatchObject({ loinc: '14749-6', our_flag: 'H', critical: { low: 2.78, high: 27.8 } });
    expect(glucose.range).toMatchObject({ low: 3.89, high: 5.5, source: 'catalogue', text: '3.89–5.5' });
    expect(glucose.preferred?.number).toBeCloseTo(100.887);
    expect(one(observation('GLU', 5.5, 'mmol/L')).our_flag).toBe('N');
  });

  test('without a molar LOINC code in the catalogue gets none for a molar unit', () => {
    expect(one(observation('FE', 15, 'umol/L')).loinc).toBeUndefined();
    expect(one(observation('FE', 80, 'ug/dL')).loinc).toBe('2498-4');
  });

  test.each([
    ['LDL (DIRECT)', '18262-6'],
    ['LDL', '2089-1'],
    ['LDL (CALCULATED)', '13457-7'],
    ['eGFR', undefined],
    ['eGFR (MDRD)', '33914-3'],
  ])('as %s has the LOINC code that says no more', (code, loinc) => {
    const unit = code.startsWith('LDL') ? 'mg/dL' : 'mL/min/1.73m2';
    expect(one(observation(code, 90, unit)).loinc).toBe(loinc);
  });

  test('with a comparator is not turned into a number to compare', () => {
    const tsh = one(observation('TSH', '<0.01', 'uIU/mL', { range: '0.4-4.0' }));
    expect(tsh).toMatchObject({ our_flag: 'L' });
    expect(tsh.preferred).toBeUndefined();
  });

  test('in a unit without a factor meets only the range of the lab', () => {
    const uric = one(observation('URIC', 0.5, 'mmol/L'));
    expect([uric.range, uric.flag, uric.preferred]).toEqual([undefined, undefined, undefined]);
    expect(one(observation('URIC', 0.5, 'mmol/L', { range: '0.2-0.4' })).our_flag).toBe('H');
  });
});

describe('an unknown analyte', () => {
  test('is kept as sent, and flagged against nothing but its own range', () => {
    const unknown = observation('GLX', 3, 'banana', { name: 'Glux' });
    expect(one(unknown)).toEqual({
      code: 'GLX',
      name: 'Glux',
      value: { kind: 'quantity', number: 3, sent: '3' },
      unit: 'banana',
      flags_disagree: false,
      notes: [],
    });
    expect(one({ ...unknown, range: '1-2' })).toMatchObject({
      our_flag: 'H',
      flag: 'H',
      range: { source: 'lab' },
    });
  });

  test('without a name is called by its code', () => expect(one(observation('GLX', 3)).name).toBe('GLX'));
});

describe('the range', () => {
  const hemoglobin = observation('HGB', 13, 'g/dL');

  test('of the lab wins', () => {
    expect(one({ ...hemoglobin, range: '11-12' })).toMatchObject({ range: { source: 'lab' }, our_flag: 'H' });
  });

  test('of the catalogue is by sex and only for adults of known age', () => {
    const of = (patient: CanonicalReport['patient']) => one(hemoglobin, { patient }).range;
    expect(of({ id: 'P', birth_date: '1985-03-15', sex: 'M' })).toMatchObject({ low: 13.5, high: 17.5 });
    expect(of({ id: 'P', birth_date: '1985-03-15', sex: 'F' })).toMatchObject({ low: 12, high: 15.5 });
    expect(of({ id: 'P', birth_date: '1985-03-15' })).toBeUndefined();
    expect(of({ id: 'P', birth_date: '1985-03-15', sex: 'O' })).toBeUndefined();
    expect(of({ id: 'P', birth_date: '2006-01-16', sex: 'M' })).toBeUndefined();
    expect(of({ id: 'P', birth_date: '2006-01-15', sex: 'M' })).toBeDefined();
    expect(of({ id: 'P', sex: 'M' })).toBeUndefined();
  });

  test('and the critical limits are unknown without an age', () => {
    const potassium = one(observation('K', 7, 'mmol/L', { range: '3.5-5' }), { patient: { id: 'P' } });
    expect(potassium).toMatchObject({ our_flag: 'H' });
    expect(potassium.critical).toBeUndefined();
  });

  test('in words is kept, and the catalogue does not step in', () => {
    const words = one({ ...hemoglobin, range: 'see note' });
    expect(words).toMatchObject({ range_text: 'see note' });
    expect([words.range, words.flag]).toEqual([undefined, undefined]);
  });

  test('inverted gives way to the catalogue', () => {
    expect(one({ ...hemoglobin, range: '17-13' }).range).toMatchObject({ source: 'catalogue', low: 13.5 });
  });

  test('of an anion gap needs to know how many terms it has', () => {
    expect(one(observation('AGAP', 17, 'mmol/L')).range).toBeUndefined();
    expect(one(observation('1863-0', 16, 'mmol/L')).range).toMatchObject({ low: 8, high: 16 });
    expect(one(observation('10466-1', 16, 'mmol/L')).range).toMatchObject({ low: 5, high: 15 });
  });

  test('goes by the age at collection', () => {
    const esr = (birth_date: string) =>
      one(observation('ESR', 18, 'mm/h'), { patient: { id: 'P', birth_date, sex: 'M' } });
    expect([esr('1974-01-16').our_flag, esr('1974-01-15').our_flag]).toEqual(['H', 'N']);
  });
});

describe('flags', () => {
  const potassium = (flag?: string) =>
    one(observation('K', 7, 'mmol/L', { range: '3.5-5', ...(flag && { flag }) }));

  test('of the lab are kept and shown, ours beside them, and a contradiction is told', () => {
    expect(potassium('N')).toMatchObject({ lab_flag: 'N', our_flag: 'HH', flag: 'N', flags_disagree: true });
    expect(potassium('H')).toMatchObject({ lab_flag: 'H', our_flag: 'HH', flag: 'H', flags_disagree: false });
    expect(potassium()).toMatchObject({ our_flag: 'HH', flag: 'HH', flags_disagree: false });
  });

  test('of words come from words', () => {
    const words = (value: string) => one(observation('HCVAB', value, undefined, { range: 'Negative' })).flag;
    expect([words('Negative'), words('POSITIVE'), words('see note')]).toEqual(['N', 'A', undefined]);
  });

  test('are not computed for what was withdrawn', () => {
    expect(
      one(observation('K', 7, 'mmol/L', { range: '3.5-5' }), { status: 'entered-in-error' }).flag,
    ).toBeUndefined();
  });
});
