import { plainWords } from '@labsecure/contracts/plain-words';

const absent = [
  'negative',
  'neg',
  'not detected',
  'none detected',
  'non reactive',
  'nonreactive',
  'not seen',
  'absent',
  'none seen',
];
const present = ['positive', 'pos', 'detected', 'reactive', 'present'];

const senseOf = (words: string): 'absent' | 'present' | undefined => {
  if (absent.includes(words)) return 'absent';
  return present.includes(words) ? 'present' : undefined;
};

/**
 * Our flag for words against a range in words: N when they say the same, A when one says found and the other not found.
 * Anything else is not compared.
 */
export const flagText = (value: string, range: string): 'N' | 'A' | undefined => {
  const [sent, expected] = [plainWords(value), plainWords(range)];
  if (sent === '' || expected === '') return undefined;
  if (sent === expected) return 'N';
  const [a, b] = [senseOf(sent), senseOf(expected)];
  if (a === undefined || b === undefined) return undefined;
  return a === b ? 'N' : 'A';
};
