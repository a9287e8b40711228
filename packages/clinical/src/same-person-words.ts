/** Letters that are no letter with a mark, so that taking marks off does not make them plain. */
const plainLetters: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
  ŧ: 't',
};

/** Before and behind a name, and no part of it. "Md" is not here: it is a given name as well. */
const titles = new Set(
  'mr mrs ms miss mx dr prof professor sir dame rev herr frau mme mlle sr sra jr ii iii iv esq phd'.split(
    ' ',
  ),
);

/** Diacritics, Hebrew points and Arabic vowel signs. Marks of other scripts are vowels, without which names differ. */
const strokes = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/gu;
const apostrophes = /['’‘`´ʼʻʹ\u0640\p{Cf}]/gu;

const hasWords = /[\p{L}\p{N}]/u;

/** Whether it is a title or what follows a name, as "Dr." or "Jr". */
export const isTitle = (word: string): boolean => titles.has(word.toLowerCase().replace(/\W/g, ''));

const plain = (text: string): string =>
  text
    .replace(apostrophes, '')
    .normalize('NFKD')
    .toLowerCase()
    .replace(strokes, '')
    .replace(/[ßæœøłđðþıħŧ]/g, (letter) => plainLetters[letter] ?? letter);

/**
 * The words of a name in a form in which they can be compared: lower case, without marks, apostrophes and titles.
 * In the order in which they stand.
 */
export const wordsInOrder = (name: string): string[] => {
  const words = plain(name)
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => hasWords.test(word));
  const named = words.filter((word) => !titles.has(word));
  return named.length > 0 ? named : words;
};

/** The same whatever the order in which they stood, so that "Smith, John" is "John Smith". */
export const nameWordsOf = (name: string): string[] => wordsInOrder(name).sort();

/** Under which a registered name is found again; undefined for no name. */
export const nameKeyOf = (name: string): string | undefined => nameWordsOf(name).join(' ') || undefined;
