import type { Person } from './catalogue-range.ts';
import {
  anionGap,
  correctedCalcium,
  egfr,
  freeThyroxineIndex,
  friedewald,
  globulin,
  nonHdl,
  ratio,
  vldl,
} from './formulas.ts';

/** A value that is computed where the lab did not send it. */
export interface Derivation {
  /** Catalogue id of the analyte, or `corrected_calcium`, which laboratories seldom report. */
  id: string;
  /** As shown to the reader. */
  method: string;
  /** Where the method has a code of its own. */
  loinc?: string;
  /** Catalogue ids; handed to `compute` in this order and in their preferred units. */
  parts: string[];
  /** Computed wherever the parts are; the others only where the panel usually shows them. */
  always?: boolean;
  compute: (parts: number[], person: Person) => number | undefined;
}

/**
 * LDL is Friedewald's and not Sampson's: it is what most laboratories still print and what readers can check by hand.
 * Above its limit of 400 mg/dL triglycerides nothing is shown.
 */
export const derivations: readonly Derivation[] = [
  {
    id: 'ldl',
    method: 'Friedewald',
    loinc: '13457-7',
    parts: ['chol', 'hdl', 'trig'],
    always: true,
    compute: ([chol = 0, hdl = 0, trig = 0]) => friedewald(chol, hdl, trig),
  },
  {
    id: 'non_hdl',
    method: 'Total cholesterol minus HDL',
    parts: ['chol', 'hdl'],
    always: true,
    compute: ([chol = 0, hdl = 0]) => nonHdl(chol, hdl),
  },
  { id: 'vldl', method: 'Triglycerides / 5', parts: ['trig'], compute: ([trig = 0]) => vldl(trig) },
  {
    id: 'chol_hdl_ratio',
    method: 'Total cholesterol / HDL',
    parts: ['chol', 'hdl'],
    compute: ([chol = 0, hdl = 0]) => ratio(chol, hdl),
  },
  {
    id: 'anion_gap',
    method: 'Sodium minus chloride and bicarbonate',
    loinc: '10466-1',
    parts: ['sodium', 'chloride', 'co2'],
    always: true,
    compute: ([sodium = 0, chloride = 0, co2 = 0]) => anionGap(sodium, chloride, co2),
  },
  {
    id: 'egfr',
    method: 'CKD-EPI 2021',
    loinc: '98979-8',
    parts: ['creatinine'],
    always: true,
    compute: ([creatinine = 0], { age, sex }) =>
      age !== undefined && (sex === 'M' || sex === 'F') ? egfr(creatinine, age, sex) : undefined,
  },
  {
    id: 'corrected_calcium',
    method: 'Corrected for albumin (Payne)',
    parts: ['calcium', 'albumin'],
    always: true,
    compute: ([calcium = 0, albumin = 0]) => correctedCalcium(calcium, albumin),
  },
  {
    id: 'globulin',
    method: 'Total protein minus albumin',
    parts: ['protein', 'albumin'],
    compute: ([protein = 0, albumin = 0]) => globulin(protein, albumin),
  },
  {
    id: 'ag_ratio',
    method: 'Albumin / globulin',
    parts: ['albumin', 'protein'],
    compute: ([albumin = 0, protein = 0]) => ratio(albumin, protein - albumin),
  },
  {
    id: 'bun_creat_ratio',
    method: 'BUN / creatinine',
    parts: ['bun', 'creatinine'],
    compute: ([bun = 0, creatinine = 0]) => ratio(bun, creatinine),
  },
  {
    id: 'fti',
    method: 'T4 × T3 uptake / 100',
    parts: ['t4', 't3_uptake'],
    compute: ([t4 = 0, uptake = 0]) => freeThyroxineIndex(t4, uptake),
  },
];
