import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Analyte, analyteById, analytes, unitAliases } from './analyte.ts';
import { meaningOf } from './ucum.ts';
import { ucumOfAlias, unitKey } from './unit-aliases.ts';
import { isMolar, readUnit } from './units.ts';

const known = (id: string): Analyte => {
  const analyte = analyteById(id);
  if (!analyte) throw new Error(`no analyte ${id}`);
  return analyte;
};

afterEach(() => vi.restoreAllMocks());

describe('units as labs write them', () => {
  test('each alias of the facts means its unit, and no key means two', () => {
    const byKey = new Map<string, string>();
    for (const { ucum, aliases } of unitAliases) {
      for (const alias of [ucum, ...aliases]) {
        expect([alias, ucumOfAlias(alias)]).toEqual([alias, ucum]);
        expect(byKey.get(unitKey(alias)) ?? ucum).toBe(ucum);
        byKey.set(unitKey(alias), ucum);
      }
    }
  });

  test.each([
    ['wbc', 'x10^3/µL', '10*3/uL'],
    ['wbc', '10³/µl', '10*3/uL'],
    ['wbc', '×10⁹/L', '10*9/L'],
    ['wbc', 'X10E3/UL', '10*3/uL'],
    ['wbc', '10^3 / mcL', '10*3/uL'],
    ['wbc', 'Thousand/uL', '10*3/uL'],
    ['wbc', 'G/L', '10*9/L'],
    ['rbc', 'M/uL', '10*6/uL'],
    ['rbc', 'T/L', '10*12/L'],
    ['hgb', 'G/L', 'g/L'],
    ['hgb', 'gm/dL', 'g/dL'],
    ['mch', 'PG', 'pg'],
    ['mcv', 'FL', 'fL'],
    ['glucose', 'MG/DL', 'mg/dL'],
    ['glucose', 'mM', 'mmol/L'],
    ['sodium', 'mEq/L', 'meq/L'],
    ['tsh', 'uIU/mL', 'u[IU]/mL'],
    ['tsh', 'mU/L', 'm[IU]/L'],
    ['ast', 'IU/L', 'U/L'],
    ['tpo_ab', 'U/mL', '[IU]/mL'],
    ['tpo_ab', 'kU/L', 'k[IU]/L'],
    ['egfr', 'mL/min/1.73 m²', 'mL/min/{1.73_m2}'],
    ['egfr', 'ml/min', 'mL/min/{1.73_m2}'],
    ['hct', 'FRACTION', 'L/L'],
    ['hct', '1', 'L/L'],
    ['neut_pct', 'fraction', '{fraction}'],
    ['inr', 'ratio', '{INR}'],
    ['inr', undefined, '{INR}'],
    ['nrbc', '%', '/100{WBCs}'],
    ['esr', 'mm/hr', 'mm/h'],
    ['esr', 'mm', 'mm/h'],
    ['acr', 'mg/g creat', 'mg/g'],
    ['creatinine', 'μmol/L', 'umol/L'],
  ])('%s in %s is in %s', (id, sent, ucum) => {
    expect(readUnit(sent, known(id))).toEqual({ kind: 'comparable', ucum });
  });

  test('every unit of the catalogue is one of its analyte and valid UCUM', () => {
    for (const analyte of analytes) {
      for (const ucum of [analyte.ucum, ...analyte.units.map((unit) => unit.ucum)]) {
        expect(readUnit(ucum, analyte).kind).toBe('comparable');
        expect([ucum, meaningOf(ucum)]).not.toEqual([ucum, undefined]);
      }
    }
  });

  test('there is none where one is needed', () => {
    expect(readUnit(undefined, known('glucose'))).toEqual({ kind: 'missing' });
    expect(readUnit('  ', known('glucose'))).toEqual({ kind: 'missing' });
  });

  test.each(['banana', 'mg per dl', 'toString', 'constructor', 'a'.repeat(100_000)])(
    'characters that are no unit are unknown (%#)',
    (sent) => {
      expect(readUnit(sent, known('glucose'))).toEqual({ kind: 'unknown' });
    },
  );

  test.each([
    ['wbc', 'g/L'],
    ['wbc', '%'],
    ['glucose', 'K/uL'],
    ['glucose', 'U/L'],
    ['tsh', 'mmol/L'],
    ['ast', '[IU]/mL'],
    ['potassium', 'mg/dL'],
    ['potassium', 'mm'],
    ['inr', 's'],
  ])('%s is not measured in %s', (id, sent) => expect(readUnit(sent, known(id)).kind).toBe('other-kind'));

  test('a unit of the right kind without a factor is compared by size alone', () => {
    const hgb = readUnit('g/mL', known('hgb'));
    expect(hgb).toMatchObject({ kind: 'same-kind', ucum: 'g/mL' });
    expect(hgb.kind === 'same-kind' ? hgb.scale : 0).toBeCloseTo(100);
    const uric = readUnit('mmol/L', known('uric_acid'));
    expect(uric.kind === 'same-kind' ? uric.scale : 0).toBeCloseTo(16.812);
    expect(readUnit('m[IU]/mL', known('tsh'))).toEqual({ kind: 'same-kind', ucum: 'm[IU]/mL' });
  });

  test('what cannot be read is not printed anywhere', () => {
    const spies = (['log', 'warn', 'error', 'info'] as const).map((name) => vi.spyOn(console, name));
    for (const sent of ['Jane Doe', 'mg/ dL x', 'xyz', '((', '']) readUnit(sent, known('glucose'));
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  });

  test('moles and equivalents are told from mass', () => {
    expect(['mmol/L', 'umol/L', 'meq/L', 'mmol/mol', 'fmol'].every(isMolar)).toBe(true);
    expect(['mg/dL', 'm[IU]/L', '10*3/uL', '%', 'mm/h'].some(isMolar)).toBe(false);
  });
});
