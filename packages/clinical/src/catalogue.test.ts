import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import worked from '../test/worked-checks.json' with { type: 'json' };
import { analyteById, analytes, isBareNumber, panelById, panels } from './analyte.ts';
import { findAnalyte, type TestName } from './catalogue.ts';
import { explanations } from './data/explanations.ts';
import { derivations } from './derivations.ts';
import { checkLoinc } from './loinc.ts';

const found = (test: TestName): string => {
  const match = findAnalyte(test);
  return match.kind === 'known' ? match.analyte.id : match.kind;
};

/** Never mapped from the alias alone. */
const withheld = ['UA'];

describe('the catalogue', () => {
  test('holds 81 analytes and 7 panels of them', () => {
    expect(analytes).toHaveLength(81);
    expect(panels).toHaveLength(7);
    for (const { core, optional } of panels) {
      for (const id of [...core, ...optional]) expect(analyteById(id)?.id).toBe(id);
    }
    expect(panelById('other')).toBeUndefined();
  });

  test('has a line of explanation for each analyte and nothing else', () => {
    const ids = [...analytes.map(({ id }) => id), 'corrected_calcium'];
    expect([...explanations.keys()].sort()).toEqual(ids.sort());
    for (const line of explanations.values()) expect(line).not.toMatch(/abnormal|danger|disease|\.$/i);
  });

  test('has LOINC codes with right check digits, none of them twice', () => {
    const codes = analytes.flatMap(({ loinc }) => loinc.map(({ code }) => code));
    for (const code of [...codes, ...panels.flatMap(({ loinc }) => loinc)]) {
      expect(checkLoinc(code)).toEqual({ valid: true });
    }
    expect(new Set(codes).size).toBe(codes.length);
    for (const { loinc } of derivations) if (loinc) expect(codes).toContain(loinc);
  });

  test.each(Object.entries(worked.aliases))(
    'finds %s by each of its aliases, in any case and spacing',
    (id, names) => {
      const unit = analyteById(id)?.ucum;
      for (const alias of names) {
        const expected = withheld.includes(alias) ? 'unknown' : id;
        for (const code of [
          alias,
          alias.toLowerCase(),
          ` ${alias.toUpperCase()} `,
          alias.replace(' ', '_'),
        ]) {
          expect([code, found({ code, unit })]).toEqual([code, expected]);
        }
      }
    },
  );

  test('finds each analyte by each of its LOINC codes, with and without the system named', () => {
    for (const { id, loinc } of analytes) {
      for (const { code } of loinc) {
        expect(found({ code })).toBe(id);
        expect(found({ code, code_system: 'http://loinc.org' })).toBe(id);
        expect(found({ code, code_system: 'LN' })).toBe(id);
      }
    }
  });
});

describe('never guessing', () => {
  test('a code of another system is not LOINC, whatever it looks like', () => {
    expect(found({ code: '2028-9', code_system: 'urn:lab:local' })).toBe('unknown');
    expect(found({ code: '2028-9', code_system: 'urn:lab:local', name: 'Ferritin' })).toBe('ferritin');
  });

  test('a LOINC code that the catalogue does not hold is not looked up by its name', () => {
    expect(found({ code: '2350-7', name: 'Glucose' })).toBe('unknown');
  });

  test.each([
    ['Neutrophils', '%', 'neut_pct'],
    ['Neutrophils', '10^3/uL', 'neut_abs'],
    ['EOS', 'cells/uL', 'eos_abs'],
    ['Neutrophils', undefined, 'unit-needed'],
    ['Neutrophils', 'g/L', 'unknown'],
    ['AG', 'mmol/L', 'anion_gap'],
    ['AG', 'ratio', 'ag_ratio'],
    ['AG', undefined, 'unit-needed'],
    ['T4', 'ug/dL', 't4'],
    ['T4', 'ng/dL', 'unknown'],
    ['T4', 'pmol/L', 'unknown'],
    ['T3', 'pg/mL', 'unknown'],
    ['Urea', 'mmol/L', 'urea'],
    ['Urea', 'mg/dL', 'unknown'],
    ['CA', 'mg/dL', 'calcium'],
    ['CA', 'U/mL', 'unknown'],
    ['TG', 'ng/mL', 'unknown'],
    ['RDW', 'fL', 'rdw_sd'],
    ['RDW', '%', 'rdw'],
    ['NRBC', 'K/uL', 'unknown'],
    ['NRBC', '/100 WBC', 'nrbc'],
  ])('%s in %s is %s', (code, unit, expected) => expect(found({ code, unit })).toBe(expected));

  test('UA is only uric acid when the name says so', () => {
    expect(found({ code: 'UA', unit: 'mg/dL' })).toBe('unknown');
    expect(found({ code: 'UA', name: 'Uric Acid', unit: 'mg/dL' })).toBe('uric_acid');
  });

  test('a name tells apart what a code leaves open', () => {
    expect(found({ code: 'NEUT', name: 'Absolute Neutrophils' })).toBe('neut_abs');
    expect(found({ code: 'T4', name: 'Free T4', unit: 'ng/dL' })).toBe('ft4');
    expect(found({ code: 'tt-0003-02', name: 'Potassium', unit: 'MMOLL' })).toBe('potassium');
    expect(found({ code: 'K', name: 'Potassium, Serum', unit: 'mmol/L' })).toBe('potassium');
  });

  test.each([
    { code: 'K', name: 'Ketones', unit: 'mmol/L' },
    { code: 'CREAT', name: 'Creatinine, Urine', unit: 'mg/dL' },
    { code: 'CREAT', unit: 'mg/dL', specimen: 'Urine' },
    { code: 'GLU', unit: 'mg/dL', specimen: 'CSF' },
    { code: 'CALC', name: 'Calcium, Ionized', unit: 'mmol/L' },
    { code: 'PSA', name: 'Free PSA', unit: 'ng/mL' },
    { code: 'Urea', unit: 'mmol/L', specimen: 'urine' },
  ])('$code named $name in $specimen is something else', (test) => expect(found(test)).toBe('unknown'));

  test('the albumin/creatinine ratio is at home in urine', () => {
    expect(found({ code: 'ACR', specimen: 'Urine', unit: 'mg/g' })).toBe('acr');
  });

  test.each([
    { code: '3053-6', name: 'Free T3' },
    { code: '789-8', name: 'Platelets' },
    { code: 'GLU', name: 'Sodium' },
  ])('$code called $name is a contradiction', (test) => expect(found(test)).toBe('contradiction'));

  test.each([
    { code: '1988-5', name: 'C-Reactive Protein', id: 'crp' },
    { code: '30522-7', name: 'C-Reactive Protein', id: 'hscrp' },
    { code: '3024-7', name: 'T4', id: 'ft4' },
    { code: '3094-0', name: 'Urea', id: 'bun' },
    { code: '751-8', name: 'Neutrophils', id: 'neut_abs' },
    { code: 'WBC', name: 'White Blood Cell Count', id: 'wbc' },
  ])('$code called $name is none', ({ id, ...test }) => expect(found(test)).toBe(id));

  test('any words are looked up without throwing', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        fc.option(fc.string(), { nil: undefined }),
        (code, name, unit) => {
          expect(findAnalyte({ code, name, unit }).kind).toBeTypeOf('string');
        },
      ),
    );
  });

  test('only bare numbers go without a unit', () => {
    const bare = analytes.filter(isBareNumber).map(({ id }) => id);
    expect(bare.sort()).toEqual(['ag_ratio', 'bun_creat_ratio', 'chol_hdl_ratio', 'fti', 'inr']);
  });
});

describe('LOINC check digits', () => {
  test.each(['2345-7', '6690-2', '13457-7', '98979-8'])('%s is right', (code) => {
    expect(checkLoinc(code)).toEqual({ valid: true });
  });
  test('a wrong one is named', () => expect(checkLoinc('2345-8')).toEqual({ valid: false, expected: 7 }));
  test('another shape has none', () => expect(checkLoinc('GLU')).toEqual({ valid: false }));
});
