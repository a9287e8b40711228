import { describe, expect, test } from 'vitest';
import worked from '../test/worked-checks.json' with { type: 'json' };
import { analyteById } from './analyte.ts';
import {
  absoluteCountOf,
  anionGap4,
  averageGlucoseOf,
  mchcOf,
  mchOf,
  mcvOf,
  saturationOf,
} from './comparisons.ts';
import { fromPreferred, toPreferred } from './convert.ts';
import {
  anionGap,
  correctedCalcium,
  egfr,
  freeThyroxineIndex,
  friedewald,
  globulin,
  nonHdl,
  ratio,
  sampson,
  vldl,
} from './formulas.ts';

type Facts = Record<string, number | string | null | undefined>;

const from = (facts: Facts, name: string): number => {
  const value = facts[name];
  if (typeof value !== 'number') throw new Error(`no ${name}`);
  return value;
};

const convert = (id: string, value: number, ucum: string, way: typeof toPreferred): number => {
  const analyte = analyteById(id);
  return (analyte && way(analyte, value, ucum)) ?? Number.NaN;
};

const sexOf = (facts: Facts): 'M' | 'F' => (facts.sex === 'F' ? 'F' : 'M');

/** How each worked check of the facts is computed here. */
const computed: Record<string, (facts: Facts) => number | undefined> = {
  ldl_friedewald: (f) => {
    if (f.TC !== undefined) return friedewald(from(f, 'TC'), from(f, 'HDL'), from(f, 'TG'));
    const parts = [
      convert('chol', from(f, 'TC_mmol'), 'mmol/L', toPreferred),
      convert('hdl', from(f, 'HDL_mmol'), 'mmol/L', toPreferred),
      convert('trig', from(f, 'TG_mmol'), 'mmol/L', toPreferred),
    ] as const;
    return convert('ldl', friedewald(...parts) ?? Number.NaN, 'mmol/L', fromPreferred);
  },
  ldl_sampson_nih: (f) => sampson(from(f, 'TC'), from(f, 'HDL'), from(f, 'TG')),
  non_hdl: (f) => nonHdl(from(f, 'TC'), from(f, 'HDL')),
  vldl: (f) => vldl(from(f, 'TG')),
  chol_hdl_ratio: (f) => ratio(from(f, 'TC'), from(f, 'HDL')),
  anion_gap_3: (f) => anionGap(from(f, 'Na'), from(f, 'Cl'), from(f, 'CO2')),
  anion_gap_4: (f) => anionGap4(from(f, 'Na'), from(f, 'K'), from(f, 'Cl'), from(f, 'CO2')),
  egfr_ckdepi_2021: (f) => egfr(from(f, 'Scr'), from(f, 'age'), sexOf(f)),
  corrected_calcium: (f) => {
    if (f.Ca !== undefined) return correctedCalcium(from(f, 'Ca'), from(f, 'Alb')) ?? from(f, 'Ca');
    const calcium = convert('calcium', from(f, 'Ca_mmol'), 'mmol/L', toPreferred);
    const albumin = convert('albumin', from(f, 'Alb_gL'), 'g/L', toPreferred);
    return convert('calcium', correctedCalcium(calcium, albumin) ?? Number.NaN, 'mmol/L', fromPreferred);
  },
  globulin: (f) => globulin(from(f, 'TP'), from(f, 'Alb')),
  ag_ratio: (f) => ratio(from(f, 'Alb'), from(f, 'TP') - from(f, 'Alb')),
  bun_creat_ratio: (f) => ratio(from(f, 'BUN'), from(f, 'Cr')),
  mcv_check: (f) => mcvOf(from(f, 'Hct'), from(f, 'RBC')),
  mch_check: (f) => mchOf(from(f, 'Hgb'), from(f, 'RBC')),
  mchc_check: (f) => mchcOf(from(f, 'Hgb'), from(f, 'Hct')),
  abs_count: (f) => absoluteCountOf(from(f, 'WBC'), from(f, 'pct')),
  eag: (f) => averageGlucoseOf(from(f, 'A1c')),
  a1c_ifcc: (f) =>
    f.NGSP === 7
      ? convert('hba1c', 7, 'mmol/mol', fromPreferred)
      : convert('hba1c', from(f, 'IFCC'), 'mmol/mol', toPreferred),
  fti: (f) => freeThyroxineIndex(from(f, 'T4'), from(f, 'T3U')),
  tsat: (f) => saturationOf(from(f, 'Fe'), from(f, 'TIBC')),
  bun_from_urea: (f) => convert('bun', from(f, 'urea'), 'mmol/L', toPreferred),
};

const expectedOf = (id: string, facts: Facts): number | undefined => {
  if (facts.result === null) return undefined;
  if (id === 'a1c_ifcc') return facts.NGSP === 7 ? from(facts, 'IFCC') : from(facts, 'NGSP');
  return from(facts, 'exact');
};

const cases = Object.entries<Facts[]>(worked.derived).flatMap(([id, checks]) =>
  checks.map((facts) => ({ id, facts })),
);

describe('formulas', () => {
  test('every derived fact has its worked checks', () => {
    expect(Object.keys(computed).sort()).toEqual(Object.keys(worked.derived).sort());
  });

  test.each(cases)('$id agrees with $facts', ({ id, facts }) => {
    const [actual, expected] = [computed[id]?.(facts), expectedOf(id, facts)];
    if (expected === undefined) return expect(actual).toBeUndefined();
    // In mmol/L the textbook divides by 2.2, itself rounded from 5 * 38.67 / 88.57.
    const allowed = 'TC_mmol' in facts ? 0.01 : Math.max(0.006, expected * 0.0003);
    expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(allowed);
  });

  test('Friedewald stops at 400 mg/dL triglycerides and never goes below zero', () => {
    expect(friedewald(250, 40, 399.9)).toBeDefined();
    expect(friedewald(250, 40, 400)).toBeUndefined();
    expect(friedewald(100, 60, 390)).toBeUndefined();
  });

  test('eGFR is for adults', () => {
    expect(egfr(0.8, 17, 'F')).toBeUndefined();
    expect(egfr(0.8, 18, 'F')).toBeDefined();
  });

  test('calcium is only corrected where albumin is low', () => {
    expect(correctedCalcium(9, 3.9)).toBeCloseTo(9.08);
    expect(correctedCalcium(9, 4)).toBeUndefined();
  });

  test('nothing is divided by zero', () => {
    expect(ratio(200, 0)).toBeUndefined();
    expect(egfr(0, 40, 'M')).toBeUndefined();
  });
});
