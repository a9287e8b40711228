import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import { panelNamed } from '../facts/words.ts';
import { type Spot, textIn } from './spot.ts';

const limit = 200;

/**
 * The panel in OBR-4, by its LOINC code, the lab's code (CBC) or its name (Complete Blood Count), in the main coding or
 * the alternate one. Where two of them disagree, it is none that is known.
 */
export const panelAt = (spot: Spot): CanonicalReport['panel'] | undefined => {
  const [code, text, otherCode, otherText, original] = [1, 2, 4, 5, 9].map((component) =>
    textIn(spot, 4, component, limit),
  );
  const said = [code, otherCode, text, otherText].filter((one) => one !== undefined);
  const known = said.map(panelNamed).filter((one) => one !== undefined && one !== 'other');
  const [id, ...others] = new Set(known);
  if (id !== undefined && others.length === 0) return { id };
  const name = text ?? otherText ?? original ?? code ?? otherCode;
  const own = code ?? otherCode;
  return name === undefined ? undefined : { id: 'other', name, ...(own !== undefined && { code: own }) };
};
