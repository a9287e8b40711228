import type { Analyte } from './analyte.ts';
import { isMolar } from './units.ts';
import { aliasKey } from './words.ts';

/** Aliases that say more (or less) than the analyte's usual LOINC code does. `undefined`: the method is not known. */
const byAlias = new Map<string, string | undefined>(
  Object.entries({
    'LDL (DIRECT)': '18262-6',
    DLDL: '18262-6',
    LDL: '2089-1',
    'LDL-C': '2089-1',
    'LDL Cholesterol': '2089-1',
    'Fasting Glucose': '1558-6',
    FBS: '1558-6',
    Bicarbonate: '1963-8',
    HCO3: '1963-8',
    eGFR: undefined,
    GFR: undefined,
    'GFR Est': undefined,
    'eGFR CKD-EPI': undefined,
    'Glomerular filtration rate': undefined,
    'eGFR (MDRD)': '33914-3',
  }).map(([alias, code]) => [aliasKey(alias), code]),
);

/**
 * The LOINC code for a local code: the analyte's preferred one of the same property as the unit (mass or moles), unless
 * the words name a method. None when the catalogue has none of that property.
 * @param words code and name as sent, the more telling one last
 * @param ucum the unit sent, where it is known
 */
export const preferredLoinc = (
  analyte: Analyte,
  words: string[],
  ucum: string | undefined,
): string | undefined => {
  const molar = isMolar(ucum ?? analyte.ucum);
  for (const key of words.map(aliasKey).reverse()) {
    if (byAlias.has(key)) {
      const code = byAlias.get(key);
      const entry = analyte.loinc.find((candidate) => candidate.code === code);
      if (!entry || isMolar(entry.ucum) === molar) return entry?.code;
    }
  }
  const fitting = analyte.loinc.filter((entry) => !entry.anyUnit && isMolar(entry.ucum) === molar);
  return (fitting.find((entry) => entry.preferred) ?? fitting[0])?.code;
};
