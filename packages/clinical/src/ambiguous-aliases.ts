import { aliasKey } from './words.ts';

/** An alias that stands for one analyte or another, told apart by unit alone. */
export interface AmbiguousAlias {
  byUnit: { id: string; units: string[] }[];
  /** What the words may mean besides, when they stand beside a code that says so. */
  mayName: string[];
}

const counts = ['10*3/uL', '10*9/L', '/uL'];
const shares = ['%', 'L/L', '{fraction}'];

const entries: { aliases: string[]; byUnit: Record<string, string[]>; mayName?: string[] }[] = [
  {
    aliases: ['Neutrophils', 'Neutrophil', 'NEUT', 'Neuts', 'Segs', 'Polys', 'PMN'],
    byUnit: { neut_pct: shares, neut_abs: counts },
  },
  {
    aliases: ['Lymphocytes', 'Lymphocyte', 'LYMPH', 'LYM', 'Lymphs'],
    byUnit: { lymph_pct: shares, lymph_abs: counts },
  },
  { aliases: ['Monocytes', 'Monocyte', 'MONO', 'Monos'], byUnit: { mono_pct: shares, mono_abs: counts } },
  { aliases: ['Eosinophils', 'Eosinophil', 'EOS'], byUnit: { eos_pct: shares, eos_abs: counts } },
  { aliases: ['Basophils', 'Basophil', 'BASO', 'Basos'], byUnit: { baso_pct: shares, baso_abs: counts } },
  // A count of the same cells is another analyte, which the catalogue does not hold.
  { aliases: ['Immature Grans', 'Immature Granulocytes', 'IG'], byUnit: { ig_pct: ['%'] } },
  { aliases: ['NRBC', 'Nucleated RBC'], byUnit: { nrbc: ['/100{WBCs}', '%'] } },
  { aliases: ['RDW', 'Red Cell Distribution Width'], byUnit: { rdw: ['%'], rdw_sd: ['fL'] } },
  { aliases: ['AG'], byUnit: { anion_gap: ['mmol/L', 'meq/L'], ag_ratio: ['{ratio}'] } },
  // Total thyroid hormones only where the unit rules the free ones out.
  { aliases: ['T4'], byUnit: { t4: ['ug/dL', 'nmol/L', 'ng/mL'] }, mayName: ['ft4'] },
  { aliases: ['T3'], byUnit: { t3: ['ng/dL', 'nmol/L', 'ng/mL'] }, mayName: ['ft3'] },
  // "Urea" in mg/dL may be urea or urea nitrogen, a factor of 2.14 apart.
  { aliases: ['Urea'], byUnit: { urea: ['mmol/L'] }, mayName: ['bun'] },
  // CA is also cancer antigen, TG also thyroglobulin: other units.
  { aliases: ['CA'], byUnit: { calcium: ['mg/dL', 'mmol/L', 'meq/L'] } },
  { aliases: ['TG'], byUnit: { trig: ['mg/dL', 'mmol/L'] } },
];

/** Aliases by key. `UA` is absent on purpose: it means urinalysis as often as uric acid, and is never mapped. */
export const ambiguousAliases: ReadonlyMap<string, AmbiguousAlias> = new Map(
  entries.flatMap(({ aliases, byUnit, mayName = [] }) => {
    const candidates = Object.entries(byUnit).map(([id, units]) => ({ id, units }));
    const entry = { byUnit: candidates, mayName: [...candidates.map(({ id }) => id), ...mayName] };
    return aliases.map((alias): [string, AmbiguousAlias] => [aliasKey(alias), entry]);
  }),
);
