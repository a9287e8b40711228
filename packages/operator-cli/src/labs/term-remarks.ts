import { analyteMeant, findAnalyte } from '@labsecure/clinical/catalogue';
import type { Lab } from '@labsecure/contracts/labs';

/** Codes that the catalogue takes for something else: that may be meant, or a slip in the file. */
export const termRemarks = ({ local_terms }: Lab): string[] =>
  Object.entries(local_terms?.codes ?? {}).flatMap(([code, means]) => {
    const usual = findAnalyte({ code });
    const meant = analyteMeant(means)?.analyte;
    if (usual.kind !== 'known' || !meant || usual.analyte.id === meant.id) return [];
    return [`"${code}" is usually ${usual.analyte.name}; for this lab it is ${meant.name} from now on.`];
  });
