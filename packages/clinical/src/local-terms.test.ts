import type { CanonicalObservation } from '@labsecure/contracts/canonical-report';
import type { LocalTerms } from '@labsecure/contracts/labs';
import { describe, expect, test } from 'vitest';
import { now, observation, report } from '../test/report.ts';
import { checkReport } from './check-report.ts';
import { interpret } from './interpret.ts';
import { usedTerms } from './local-terms.ts';

const terms: LocalTerms = {
  codes: { 'GLUC-F': '1558-6', Zucker: 'glucose', GLU: 'potassium', lost: '99999-9', '2345-7': 'sodium' },
  units: { 'mg%%': 'mg/dL', perc: '%', odd: 'nonsense', 'g/L': 'nonsense', '': 'mg/dL' },
};
const other = (...observations: CanonicalObservation[]) => report('other', observations);
const codes = (one: CanonicalObservation, more: Parameters<typeof report>[2] = {}) =>
  checkReport({ ...other(one), ...more }, { now, terms }).map(({ code }) => code);
const read = (one: CanonicalObservation, known: LocalTerms | undefined = terms) =>
  interpret(other(one), undefined, known).observations[0];

describe('a code of the lab', () => {
  test('becomes the analyte of its LOINC code, with range and flag, and is shown as sent', () => {
    expect(read(observation('GLUC-F', 130, 'mg/dL', { name: 'Serumzucker' }))).toMatchObject({
      code: 'GLUC-F',
      analyte_id: 'glucose',
      loinc: '1558-6',
      unit: 'mg/dL',
      flag: 'H',
      range: { source: 'catalogue' },
    });
    expect(read(observation('GLUC-F', 130, 'mg/dL'), {})).not.toHaveProperty('analyte_id');
  });

  test.each(['Zucker', 'ZUCKER', '  zucker '])('is found trimmed and in any case: %j', (code) => {
    expect(read(observation(code, 90, 'mg/dL'))).toMatchObject({ code, analyte_id: 'glucose' });
  });

  test('goes before what the catalogue takes it for', () => {
    expect(read(observation('GLU', 4.2, 'mmol/L'))).toMatchObject({ analyte_id: 'potassium' });
    expect(read(observation('2345-7', 140, 'mmol/L'))).toMatchObject({ analyte_id: 'sodium' });
    expect(read(observation('GLU', 99, 'mg/dL'), {})).toMatchObject({ analyte_id: 'glucose' });
  });

  test('never goes before a code that the sender calls LOINC', () => {
    const said = observation('2345-7', 99, 'mg/dL', { code_system: 'http://loinc.org' });
    expect(read(said)).toMatchObject({ analyte_id: 'glucose', loinc: '2345-7' });
  });

  test('is refused beside a name that says another analyte', () => {
    expect(codes(observation('Zucker', 99, 'mg/dL', { name: 'Sodium' }))).toEqual(['E_CODE_NAME_MISMATCH']);
  });

  test('that leads nowhere is as good as none', () => {
    expect(codes(observation('lost', 99, 'mg/dL'))).toEqual(['W_UNMAPPED_TEST']);
    expect(read(observation('lost', 99, 'mg/dL'))).not.toHaveProperty('analyte_id');
  });

  test('says nothing of what is not blood: there the range would be another', () => {
    const glucose = observation('Zucker', 99, 'mg/dL');
    expect(codes(glucose, { specimen: 'Urine' })).toEqual(['W_UNMAPPED_TEST']);
    expect(codes(glucose, { specimen: 'Serum' })).toEqual([]);
  });

  test('that is a word of the language itself is no code', () => {
    expect(codes(observation('constructor', 1))).toEqual(['W_UNMAPPED_TEST']);
    expect(codes(observation('__proto__', 1))).toEqual(['W_UNMAPPED_TEST']);
  });
});

describe('a unit of the lab', () => {
  test('is read as its UCUM, and shown as sent', () => {
    expect(codes(observation('GLU2', 99))).toEqual(['W_UNMAPPED_TEST']);
    expect(read(observation('Glucose', 99, ' MG%% '))).toMatchObject({
      unit: ' MG%% ',
      ucum: 'mg/dL',
      preferred: { number: 99, ucum: 'mg/dL' },
      flag: 'N',
    });
    expect(checkReport(other(observation('Glucose', 99, 'mg%%')), { now })).toMatchObject([
      { code: 'E_UNIT' },
    ]);
  });

  test('decides what an ambiguous name means', () => {
    expect(read(observation('Neutrophils', 60, 'perc'))).toMatchObject({ analyte_id: 'neut_pct' });
  });

  test('that leads nowhere is as good as none, and one left out stays left out', () => {
    expect(codes(observation('Glucose', 99, 'odd'))).toEqual(['E_UNIT']);
    expect(read(observation('Glucose', 1, 'g/L'))).toMatchObject({ ucum: 'g/L' });
    expect(codes(observation('Glucose', 99, ''))).toEqual(['E_UNIT_MISSING']);
    expect(codes(observation('Glucose', 99))).toEqual(['E_UNIT_MISSING']);
  });

  test('of another kind is refused like any', () => {
    expect(codes(observation('Glucose', 99, 'perc'))).toEqual(['E_UNIT_KIND']);
  });
});

describe('what is kept of them beside a report', () => {
  const sent = other(observation(' zucker', 99, 'MG%%'), observation('WBC', 7, 'K/uL'));

  test('is what stands in it, and reads it as the whole registry does', () => {
    const kept = usedTerms(sent, terms);
    expect(kept).toEqual({ codes: { Zucker: 'glucose' }, units: { 'mg%%': 'mg/dL' } });
    expect(interpret(sent, undefined, kept)).toEqual(interpret(sent, undefined, terms));
  });

  test('is nothing when nothing stands in it', () => {
    expect(usedTerms(other(observation('WBC', 7, 'K/uL')), terms)).toBeUndefined();
    expect(usedTerms(sent, {})).toBeUndefined();
    expect(usedTerms(sent, undefined)).toBeUndefined();
  });
});

test('A result without a panel is named after what the codes of the lab mean', () => {
  const { panel } = interpret(other(observation('Zucker', 99, 'mg/dL')), undefined, terms);
  expect(panel.name).toBe('Glucose');
});
