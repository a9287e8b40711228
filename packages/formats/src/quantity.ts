import type { SentValue } from '@labsecure/contracts/canonical-report';
import type { Comparator } from '@labsecure/contracts/vocabulary';

/** Patterns that never go back over what they have passed: bodies are long, and not all are meant well. */
const number = /^(<=|>=|=<|=>|<|>|≤|≥)?\s*([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)$/;
const digitsAndMarks = /^(?:<=|>=|=<|=>|<|>|≤|≥)?\s*[+-]?[\d.,]+(?:[eE][+-]?\d+)?$/;
const hasComma = (text: string): boolean =>
  text.includes(',') && /\d/.test(text) && digitsAndMarks.test(text);

const comparators: Record<string, Comparator> = {
  '<': '<',
  '>': '>',
  '<=': '<=',
  '>=': '>=',
  '=<': '<=',
  '=>': '>=',
  '≤': '<=',
  '≥': '>=',
};

/** Characters; no instrument writes more. */
const longest = 40;

const isFaithful = (value: number, digits: string): boolean =>
  Number.isFinite(value) &&
  !Object.is(value, -0) &&
  (value !== 0 || !/[1-9]/.test(digits.split(/e/i)[0] ?? ''));

/** Code and sentence for a number that is not taken, by what readValue says of it. */
export const numberFaults: Record<'ambiguous' | 'impossible', [code: string, fault: string]> = {
  ambiguous: ['E_DECIMAL', 'the number is ambiguous (comma); write 5.5 or 1486.'],
  impossible: ['E_VALUE', 'the number is too large, too small, too long or minus zero.'],
};

/**
 * Reads a value that came as text: a number, a number behind a comparator ("<0.01"), or words, which stay words.
 * "5.5 H" and "1+" are words: what stands beside the number is not ours to drop.
 * @returns 'ambiguous' for numbers with a comma (5,5 or 1,486); 'impossible' for those no number can hold: beyond all
 * bounds, so small that they would become zero, minus zero, or longer than any instrument writes
 */
export const readValue = (text: string): SentValue | 'ambiguous' | 'impossible' => {
  const sent = text.trim();
  if (hasComma(sent)) return 'ambiguous';
  const [, sign, digits] = number.exec(sent) ?? [];
  if (digits === undefined) return { kind: 'text', sent };
  const value = Number(digits);
  if (digits.length > longest || !isFaithful(value, digits)) return 'impossible';
  const comparator = sign === undefined ? undefined : comparators[sign];
  return { kind: 'quantity', number: value, ...(comparator && { comparator }), sent };
};
