import type { CanonicalObservation, CanonicalReport } from '@labsecure/contracts/canonical-report';
import { describe, expect, test } from 'vitest';
import { now, observation, report } from '../test/report.ts';
import { panels } from './analyte.ts';
import { checkReport } from './check-report.ts';

const check = (one: CanonicalReport) => checkReport(one, { now });
const codesOf = (one: CanonicalReport) => check(one).map(({ code }) => code);
const codes = (...observations: CanonicalObservation[]) => codesOf(report('other', observations));

describe('panels', () => {
  test.each(panels.map(({ id }) => id))('a final %s without its members is remarked on, once', (id) => {
    const panel = panels.find((one) => one.id === id);
    const codesFor = (status: CanonicalReport['status']) =>
      codesOf({
        ...report('other', [observation('PSA', 1, 'ng/mL')]),
        panel: { id: panel?.id as 'cbc' },
        status,
      });
    expect(codesFor('final')).toEqual(['W_PANEL_INCOMPLETE']);
    expect(codesFor('partial')).toEqual([]);
  });

  const differential = (neutrophils: number, ...more: CanonicalObservation[]) => [
    observation('NEUT', neutrophils, '%'),
    observation('LYM', 30, '%'),
    observation('MONO', 6, '%'),
    observation('EOS', 3, '%'),
    observation('BASO', 1, '%'),
    ...more,
  ];

  test('a differential adds to 100 %, give or take what counts as what', () => {
    expect(codes(...differential(60))).toEqual([]);
    expect(codes(...differential(57))).toEqual(['W_DIFF_SUM']);
    expect(codes(...differential(57, observation('IG%', 2, '%')))).toEqual([]);
    expect(codes(...differential(50, observation('Bands', 10, '%')))).toEqual(['W_UNMAPPED_TEST']);
  });

  test.each([
    [[observation('HCT', 45, '%'), observation('RBC', 5, 'M/uL'), observation('MCV', 96, 'fL')]],
    [[observation('HGB', 15, 'g/dL'), observation('HCT', 45, '%'), observation('MCHC', 36, 'g/dL')]],
    [[observation('WBC', 8, 'K/uL'), observation('NEUT', 60, '%'), observation('ANC', 5.2, 'K/uL')]],
    [[observation('A1C', 7, '%'), observation('eAG', 120, 'mg/dL')]],
  ])('a computed value that its parts contradict is remarked on', (observations) => {
    expect(codes(...observations)).toEqual(['W_DERIVED_MISMATCH']);
  });

  const lipids = (trig: number, ldl: CanonicalObservation) => [
    observation('CHOL', 200, 'mg/dL'),
    observation('HDL', 50, 'mg/dL'),
    observation('TRIG', trig, 'mg/dL'),
    ldl,
  ];

  test('LDL by either formula agrees with its parts, a measured one owes them nothing', () => {
    const calculated = (value: number) => observation('13457-7', value, 'mg/dL');
    expect(codes(...lipids(150, calculated(120)))).toEqual([]);
    expect(codes(...lipids(150, calculated(123)))).toEqual([]);
    expect(codes(...lipids(150, calculated(150)))).toEqual(['W_DERIVED_MISMATCH']);
    expect(codes(...lipids(150, observation('LDL (DIRECT)', 150, 'mg/dL')))).toEqual([]);
  });

  test('a calculated LDL is not valid with high triglycerides', () => {
    const calculated = observation('LDL (CALCULATED)', 60, 'mg/dL');
    expect(codes(...lipids(400, calculated))).toContain('W_LDL_INVALID');
    expect(codes(...lipids(399, calculated))).not.toContain('W_LDL_INVALID');
    expect(codes(...lipids(500, observation('LDL Chol Calc (NIH)', 60, 'mg/dL')))).not.toContain(
      'W_LDL_INVALID',
    );
  });

  test('an anion gap of three terms or of four is right', () => {
    const gap = (value: number) => [
      observation('NA', 140, 'mmol/L'),
      observation('K', 4, 'mmol/L'),
      observation('CL', 104, 'mmol/L'),
      observation('CO2', 24, 'mmol/L'),
      observation('AGAP', value, 'mmol/L'),
    ];
    expect([codes(...gap(12)), codes(...gap(16))]).toEqual([[], []]);
    expect(codes(...gap(25))).toEqual(['W_DERIVED_MISMATCH']);
  });

  test('remarks come to an end', () => {
    const many = Array.from({ length: 150 }, (_, index) => observation(`XYZ${index}`, 1));
    const problems = check(report('other', many));
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)).toEqual({
      pointer: '',
      code: 'W_MORE',
      message: '50 more remarks are not listed.',
    });
  });
});
