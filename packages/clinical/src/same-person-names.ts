import type { PatientLikeness } from '@labsecure/contracts/patients';
import { areInitial, areTypo, bestPairing, isInitial } from './same-person-pairs.ts';
import { nameWordsOf, wordsInOrder } from './same-person-words.ts';

export interface RegisteredName {
  given_name: string;
  family_name: string;
}

/**
 * `same`: every word has its counterpart. `alike`: nearly, as with an initial, a letter mistaken or a name left out.
 * `partly`: something in common. `other`: nothing. `unknown`: there is nothing to compare.
 */
export type NameVerdict = PatientLikeness['name'];

export interface NameComparison {
  verdict: NameVerdict;
  /** 0 to 100. */
  likeness: number;
}

const worthOfTypo = 85;
const worthOfInitial = 60;
const alikeFrom = 75;
const mostWords = 10;
/** That may be written together as one word. */
const mostParts = 4;

/** They stand in many names, so that two who share them share nothing. */
const particles = new Set(
  'de da do dos das del della di du la le van von der den ter ten al el bin ibn bint abu y e i zu af av san st mc mac'.split(
    ' ',
  ),
);

/** Stand for a name nobody knew yet: one "Baby Girl Smith" is not the other. */
const placeholders = new Set(
  'baby babyboy babygirl newborn neonate infant boy girl twin unknown anonymous unidentified unnamed test'.split(
    ' ',
  ),
);

/** The words of each that have no counterpart in the other, and how many have one. */
interface Account {
  shared: number;
  left: string[];
  others: string[];
}

const setEqualAside = (words: string[], others: string[]): Account => {
  const rest = [...others];
  const left = words.filter((word) => {
    const at = rest.indexOf(word);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
  return { shared: words.length - left.length, left, others: rest };
};

/** Which of the parts, in whatever order, make up the word: "Jean" and "Luc" of "Jeanluc", two signs of a Chinese name. */
const partsOf = (word: string, parts: string[], atMost = mostParts): string[] | undefined => {
  if (word === '') return [];
  if (atMost === 0) return undefined;
  for (const [index, part] of parts.entries()) {
    if (isInitial(part) || !word.startsWith(part)) continue;
    const rest = partsOf(word.slice(part.length), parts.toSpliced(index, 1), atMost - 1);
    if (rest) return [part, ...rest];
  }
  return undefined;
};

const setWrittenTogetherAside = ({ shared, left, others }: Account): Account => {
  let rest = others;
  const alone = left.filter((word) => {
    const parts = partsOf(word, rest);
    if (parts) rest = setEqualAside(rest, parts).left;
    return parts === undefined;
  });
  return { shared: shared + left.length - alone.length, left: alone, others: rest };
};

const turned = ({ shared, left, others }: Account): Account => ({ shared, left: others, others: left });

const accountFor = (words: string[], others: string[]): Account =>
  turned(setWrittenTogetherAside(turned(setWrittenTogetherAside(setEqualAside(words, others)))));

const likenessOf = ({ shared, left, others }: Account): number => {
  const nearly = bestPairing(left, others, (a, b) =>
    areTypo(a, b) ? worthOfTypo : areInitial(a, b) ? worthOfInitial : 0,
  );
  return (2 * (100 * shared + nearly)) / (2 * shared + left.length + others.length);
};

/** Nothing is left but initials of middle names: beside the name they stand for, or where the other has none. */
const onlyInitialsLeft = ({ left, others }: Account): boolean => {
  const pairs = bestPairing(left, others, (a, b) => (areInitial(a, b) ? 1 : 0));
  const whole = [...left, ...others].filter((word) => !isInitial(word)).length;
  return whole === pairs && Math.min(left.length, others.length) === pairs;
};

/** The registered given and family name are there in full, so that no initial stands for them. */
const isWhole = (registered: RegisteredName, { others }: Account): boolean => {
  const [first] = wordsInOrder(registered.given_name);
  const family = wordsInOrder(registered.family_name);
  if (first === undefined || isInitial(first) || family.length === 0) return false;
  return [first, ...family].every((word) => !others.includes(word));
};

const haveSomethingInCommon = (words: string[], others: string[]): boolean => {
  const telling = (all: string[]) => all.filter((word) => !particles.has(word));
  const account = accountFor(telling(words), telling(others));
  return account.shared > 0 || likenessOf(account) > 0;
};

const isLatin = (words: string[]): boolean => words.some((word) => /\p{Script=Latin}/u.test(word));

const comparable = (words: string[], others: string[]): boolean =>
  [words, others].every(({ length }) => length > 0 && length <= mostWords) &&
  isLatin(words) === isLatin(others);

/**
 * Compares a name as a lab wrote it, in one line, with a registered one. The order of the words in the line does not matter.
 * Names in different alphabets are `unknown`, as is one of more than ten words.
 */
export const compareNames = (sent: string | undefined, registered: RegisteredName): NameComparison => {
  const words = nameWordsOf(sent ?? '');
  const others = nameWordsOf(`${registered.given_name} ${registered.family_name}`);
  if (!comparable(words, others)) return { verdict: 'unknown', likeness: 0 };
  const account = accountFor(words, others);
  const likeness = likenessOf(account);
  const stands = [...words, ...others].every((word) => !placeholders.has(word));
  if (stands && isWhole(registered, account) && onlyInitialsLeft(account))
    return { verdict: 'same', likeness };
  if (likeness >= alikeFrom) return { verdict: 'alike', likeness };
  return { verdict: haveSomethingInCommon(words, others) ? 'partly' : 'other', likeness };
};
