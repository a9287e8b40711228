import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import { panelNamed } from '../facts/words.ts';
import { type Coding, type Concept, isLoinc, testOf, wordsOf } from './concept.ts';

const looksLikeLoinc = (code: string): boolean => /^\d{1,7}-\d$/.test(code);

/** A code of LOINC's shape in another system is another code. */
const namesIn = (coding: Coding): string[] => {
  const { code, display } = coding;
  if (isLoinc(coding)) return code === undefined ? [] : [code];
  return [code, display].filter((name) => name !== undefined && !looksLikeLoinc(name)) as string[];
};

/** The code an unknown panel is told by from others. */
export const codeOf = (concept: Concept): { code?: string } => {
  const test = testOf(concept);
  return test && test.code !== wordsOf(concept) ? { code: test.code } : {};
};

/**
 * The panel that a concept names: by a LOINC code, or by a local code or name that is exactly one that is known. Where
 * two of them disagree it is none that is known.
 */
export const panelOf = (concept: Concept): CanonicalReport['panel'] => {
  const names = [...concept.codings.flatMap(namesIn), ...(concept.text === undefined ? [] : [concept.text])];
  const [id, ...others] = new Set(names.flatMap((name) => panelNamed(name) ?? []));
  if (id !== undefined && id !== 'other' && others.length === 0) return { id };
  const name = wordsOf(concept);
  return { id: 'other', ...(name !== undefined && { name }), ...codeOf(concept) };
};
