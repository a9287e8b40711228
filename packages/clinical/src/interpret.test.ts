import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import { describe, expect, test } from 'vitest';
import { observation, report } from '../test/report.ts';
import { interpret } from './interpret.ts';

const derivedOf = (result: CanonicalReport, patient?: Parameters<typeof interpret>[1]) =>
  Object.fromEntries(
    interpret(result, patient)
      .observations.filter(({ derived }) => derived)
      .map(({ code, value }) => [code, value.sent]),
  );

describe('derived values', () => {
  const lipids = (trig: number | string) => [
    observation('CHOL', 200, 'mg/dL'),
    observation('HDL', 50, 'mg/dL'),
    observation('TRIG', trig, 'mg/dL'),
  ];

  test('of a lipid panel', () => {
    expect(derivedOf(report('lipid', lipids(150)))).toEqual({
      ldl: '120',
      non_hdl: '150',
      vldl: '30',
      chol_hdl_ratio: '4.0',
    });
  });

  test('come after the measured ones, marked, with range, code and flag', () => {
    const { observations, summary } = interpret(report('lipid', lipids(150)));
    expect(observations.map(({ derived }) => derived !== undefined)).toEqual([
      false,
      false,
      false,
      true,
      true,
      true,
      true,
    ]);
    expect(observations[3]).toMatchObject({
      name: 'LDL cholesterol',
      loinc: '13457-7',
      unit: 'mg/dL',
      range: { text: '<100', source: 'catalogue' },
      flag: 'H',
      derived: 'Friedewald',
    });
    expect(summary.total).toBe(3);
    expect(summary.calculated_flagged).toBeGreaterThan(0);
  });

  test('are from mmol/L as from mg/dL', () => {
    const si = report('lipid', [
      observation('CHOL', 5.2, 'mmol/L'),
      observation('HDL', 1.3, 'mmol/L'),
      observation('TRIG', 1.7, 'mmol/L'),
    ]);
    expect(derivedOf(si)).toMatchObject({ ldl: '121', non_hdl: '151' });
  });

  test('are not computed from what is not exact, too high or withdrawn', () => {
    expect(derivedOf(report('lipid', lipids('<150')))).not.toHaveProperty('ldl');
    expect(derivedOf(report('lipid', lipids(400)))).not.toHaveProperty('ldl');
    expect(derivedOf(report('lipid', lipids(150), { status: 'cancelled' }))).toEqual({});
  });

  test('never stand beside what the lab sent, be it words', () => {
    const sent = (value: number | string) =>
      report('lipid', [...lipids(150), observation('LDL', value, 'mg/dL')]);
    expect(derivedOf(sent(118))).not.toHaveProperty('ldl');
    expect(derivedOf(sent('UNABLE TO CALCULATE'))).not.toHaveProperty('ldl');
  });

  test('of a metabolic panel', () => {
    const cmp = report('cmp', [
      observation('NA', 140, 'mmol/L'),
      observation('CL', 104, 'mmol/L'),
      observation('CO2', 24, 'mmol/L'),
      observation('CREAT', 1, 'mg/dL'),
      observation('BUN', 14, 'mg/dL'),
      observation('CA', 8, 'mg/dL'),
      observation('TP', 7, 'g/dL'),
      observation('ALB', 2.5, 'g/dL'),
    ]);
    expect(derivedOf(cmp)).toEqual({
      anion_gap: '12',
      egfr: '99',
      corrected_calcium: '9.2',
      globulin: '4.5',
      ag_ratio: '0.6',
      bun_creat_ratio: '14',
    });
    expect(derivedOf({ ...cmp, panel: { id: 'bmp' } })).not.toHaveProperty('globulin');
  });

  test('eGFR needs age and sex, and the registry knows best', () => {
    const creatinine = report('other', [observation('CREAT', 1, 'mg/dL')], { patient: { id: 'P' } });
    expect(derivedOf(creatinine)).toEqual({});
    expect(derivedOf(creatinine, { birth_date: '1963-06-01', sex: 'M' })).toEqual({ egfr: '86' });
    expect(derivedOf(creatinine, { birth_date: '1963-06-01', sex: 'O' })).toEqual({});
    expect(derivedOf(creatinine, { birth_date: '2010-06-01', sex: 'M' })).toEqual({});
    const man = { ...creatinine, patient: { id: 'P', birth_date: '1963-06-01', sex: 'M' as const } };
    expect(derivedOf(man, { sex: 'F' })).toEqual({ egfr: '64' });
    expect(derivedOf(man, { sex: 'U' })).toEqual({ egfr: '86' });
  });
});

describe('the result', () => {
  test('is summed up over what was measured', () => {
    const { summary, panel } = interpret(
      report('bmp', [
        observation('K', 7, 'mmol/L', { range: '3.5-5' }),
        observation('NA', 140, 'mmol/L'),
        observation('GLU', 120, 'mg/dL', { flag: 'A' }),
        observation('CL', 100, 'mmol/L', { flag: 'U' }),
        observation('XYZ', 1),
      ]),
    );
    expect(summary).toEqual({ total: 5, flagged: 2, critical: 1, unknown: 1 });
    expect(panel).toEqual({ id: 'bmp', name: 'Basic metabolic panel', loinc: '51990-0' });
  });

  test.each(['entered-in-error', 'cancelled'] as const)(
    'does not count, judge or use a value that is %s',
    (status) => {
      const { summary, observations } = interpret(
        report('bmp', [
          observation('K', 6.8, 'mmol/L', { range: '3.5-5', flag: 'HH', status }),
          observation('NA', 140, 'mmol/L', { range: '136-145' }),
          observation('CL', 104, 'mmol/L', { status }),
          observation('CO2', 24, 'mmol/L'),
        ]),
      );
      expect(summary).toEqual({ total: 2, flagged: 0, critical: 0, unknown: 0, withdrawn: 2 });
      expect(observations.map(({ code }) => code)).toEqual(['K', 'NA', 'CL', 'CO2']);
      expect(observations[0]).toMatchObject({ status, value: { sent: '6.8' }, lab_flag: 'HH' });
      expect(observations[0]).not.toHaveProperty('flag');
      expect(observations[0]).not.toHaveProperty('preferred');
      expect(observations[0]).not.toHaveProperty('critical');
    },
  );

  test('that is void as a whole counts nothing, whatever its values are called', () => {
    const { summary, observations } = interpret(
      report(
        'lipid',
        [
          observation('CHOL', 300, 'mg/dL', { range: '<200', flag: 'HH', status: 'final' }),
          observation('HDL', 50, 'mg/dL', { status: 'final' }),
        ],
        { status: 'entered-in-error' },
      ),
    );
    expect(summary).toEqual({ total: 0, flagged: 0, critical: 0, unknown: 0, withdrawn: 2 });
    expect(observations).toHaveLength(2);
  });

  test('shows once what was sent twice, alike in everything, and says so', () => {
    const glucose = (more = {}) => observation('GLU', 95, 'mg/dL', { range: '70-99', ...more });
    const of = (...sent: ReturnType<typeof glucose>[]) => interpret(report('other', sent));
    const { observations, summary, problems } = of(glucose(), glucose());
    expect([observations.length, summary.total]).toEqual([1, 1]);
    expect(problems).toMatchObject([{ code: 'W_REPEATED', pointer: '/results/1' }]);
    expect(of(glucose(), glucose({ notes: ['fasting'] })).observations).toHaveLength(2);
    expect(of(glucose(), glucose({ range: '70-105' })).observations).toHaveLength(2);
    expect(of(glucose(), glucose({ status: 'preliminary' })).observations).toHaveLength(2);
    // The same antibiotic below two organisms.
    const ampicillin = observation('18864-9', 'Resistant');
    expect(of(ampicillin, ampicillin).observations).toHaveLength(2);
  });

  test('of no known panel has the name the lab gave it', () => {
    const other = (name?: string) =>
      interpret(report('other', [], { panel: { id: 'other', ...(name && { name }) } })).panel;
    expect([other('Coagulation'), other()]).toEqual([
      { id: 'other', name: 'Coagulation' },
      { id: 'other', name: 'Laboratory tests' },
    ]);
  });

  test('of no known panel and without a name is named after what was measured', () => {
    const named = (...codes: string[]) =>
      interpret(
        report(
          'other',
          codes.map((code) => observation(code, 1)),
        ),
      ).panel.name;
    expect(named('HBA1C')).toBe('Hemoglobin A1c');
    expect(named('XYZ', 'XYZ')).toBe('XYZ');
    expect(named('XYZ', 'ABC')).toBe('XYZ and ABC');
    expect(named('A1', 'B1', 'C1', 'D1')).toBe('A1, B1 and 2 more');
  });

  test('has its remarks, with what the registry knows', () => {
    const psa = report('other', [observation('PSA', 1, 'ng/mL')]);
    expect(interpret(psa).problems).toEqual([]);
    expect(interpret(psa, { sex: 'F' }).problems.map(({ code }) => code)).toEqual(['W_SEX_TEST']);
  });
  test('has an end to its remarks', () => {
    const many = Array.from({ length: 150 }, (_, index) => observation(`XYZ${index}`, 1));
    expect(interpret(report('other', many)).problems).toHaveLength(101);
  });
});
