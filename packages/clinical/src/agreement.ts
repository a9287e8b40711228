import {
  absoluteCountOf,
  anionGap4,
  averageGlucoseOf,
  mchcOf,
  mchOf,
  mcvOf,
  saturationOf,
} from './comparisons.ts';
import { anionGap, friedewald, sampson } from './formulas.ts';

/** A value that a lab computes from others it sends. */
interface Agreement {
  id: string;
  /** Only for these codes: a directly measured LDL owes its parts nothing. */
  loinc?: string;
  parts: string[];
  /** What the parts give, by every method in use; agreeing with one is enough. */
  expected: (parts: number[]) => (number | undefined)[];
  /** How far rounding of the parts alone can take it, in the preferred unit. */
  rounding: number;
}

const absolute = (kind: string): Agreement => ({
  id: `${kind}_abs`,
  parts: ['wbc', `${kind}_pct`],
  expected: ([wbc = 0, percent = 0]) => [absoluteCountOf(wbc, percent)],
  rounding: 0.1,
});

const agreements: Agreement[] = [
  { id: 'mcv', parts: ['hct', 'rbc'], expected: ([hct = 0, rbc = 0]) => [mcvOf(hct, rbc)], rounding: 0 },
  { id: 'mch', parts: ['hgb', 'rbc'], expected: ([hgb = 0, rbc = 0]) => [mchOf(hgb, rbc)], rounding: 0 },
  { id: 'mchc', parts: ['hgb', 'hct'], expected: ([hgb = 0, hct = 0]) => [mchcOf(hgb, hct)], rounding: 0 },
  ...['neut', 'lymph', 'mono', 'eos', 'baso'].map(absolute),
  {
    id: 'anion_gap',
    parts: ['sodium', 'chloride', 'co2', 'potassium'],
    expected: ([na = 0, cl = 0, co2 = 0, k = 0]) => [anionGap(na, cl, co2), anionGap4(na, k, cl, co2)],
    rounding: 2,
  },
  {
    id: 'ldl',
    loinc: '13457-7',
    parts: ['chol', 'hdl', 'trig'],
    expected: ([c = 0, hdl = 0, trig = 0]) => [friedewald(c, hdl, trig), sampson(c, hdl, trig)],
    rounding: 1,
  },
  { id: 'eag', parts: ['hba1c'], expected: ([hba1c = 0]) => [averageGlucoseOf(hba1c)], rounding: 2 },
  {
    id: 'tsat',
    parts: ['iron', 'tibc'],
    expected: ([iron = 0, tibc = 0]) => [saturationOf(iron, tibc)],
    rounding: 1,
  },
];

const tolerance = 0.05;

export interface Measured {
  id: string;
  loinc: string | undefined;
  /** In the preferred unit, without comparator. */
  number: number;
}

/** Those of the values that are more than 5 % (and more than rounding explains) away from what their parts give. */
export const disagreeing = <M extends Measured>(measured: M[]): M[] =>
  agreements.flatMap(({ id, loinc, parts, expected, rounding }) => {
    const value = measured.find((candidate) => candidate.id === id && (!loinc || candidate.loinc === loinc));
    const numbers = parts.map((part) => measured.find((candidate) => candidate.id === part)?.number);
    if (!value || !numbers.every((number) => number !== undefined)) return [];
    const known = expected(numbers).filter((number) => number !== undefined && Number.isFinite(number));
    const agrees = known.some(
      (number) =>
        Math.abs(value.number - (number ?? 0)) <= Math.max(Math.abs(number ?? 0) * tolerance, rounding),
    );
    return known.length === 0 || agrees ? [] : [value];
  });
