import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareNames } from './same-person-names.ts';
import { nameKeyOf, nameWordsOf } from './same-person-words.ts';

const verdict = (sent: string | undefined, given_name: string, family_name: string) =>
  compareNames(sent, { given_name, family_name }).verdict;

test.each([
  ['John Smith', 'John', 'Smith'],
  ['SMITH, JOHN', 'John', 'Smith'],
  ['Smith John', 'John', 'Smith'],
  ['Dr. John Smith Jr.', 'John', 'Smith'],
  ['Mrs Anna Kowalska', 'Anna', 'Kowalska'],
  ['John A. Smith', 'John', 'Smith'],
  ['John A Smith', 'John Andrew', 'Smith'],
  ['John Andrew Smith', 'John A', 'Smith'],
  ['Chen Li', 'Li', 'Chen'],
  ['王小明', '小明', '王'],
  ['김 철수', '철수', '김'],
  ["Sinéad O'Connor", 'Sinead', 'OConnor'],
  ['Sinead O’Connor', 'Sinéad', "O'Connor"],
  ['Łukasz Żółć', 'Lukasz', 'Zolc'],
  ['Jón Þór', 'Jon', 'Thor'],
  ['Søren Bjørnsæter', 'Soren', 'Bjornsaeter'],
  ['Jürgen Groß', 'Jurgen', 'Gross'],
  ['Đỗ Văn Minh', 'Van Minh', 'Do'],
  ['Işıl Yıldız', 'Isil', 'Yildiz'],
  ['María José García-López', 'Maria Jose', 'Garcia Lopez'],
  ['Jean-Luc Picard', 'Jeanluc', 'Picard'],
  ['Maria de la Cruz', 'Maria', 'Delacruz'],
  ['Omar Alrashid', 'Omar', 'Al-Rashid'],
  ['Иван Петров', 'Иван', 'Петров'],
  ['Алексей Йорданов', 'Алексеи', 'Иорданов'],
  ['Γιώργος Παπαδόπουλος', 'Γιωργος', 'Παπαδοπουλος'],
  ['مُحَمَّد علي', 'محمد', 'علي'],
  ['Ｊｏｈｎ Ｓｍｉｔｈ', 'John', 'Smith'],
  ['Kamalā Devī', 'Kamala', 'Devi'],
])('%s is %s %s', (sent, given, family) => {
  expect(verdict(sent, given, family)).toBe('same');
});

test.each([
  ['an initial for the given name', 'J Smith', 'John', 'Smith'],
  ['an initial for the family name', 'John S', 'John', 'Smith'],
  ['an initial for a registered name with a title', 'A Smith', 'Dr. Anna', 'Smith'],
  ['no more than an initial registered', 'J Smith', 'J', 'Smith'],
  ['one letter mistaken', 'Anna Kowalsky', 'Anna', 'Kowalska'],
  ['one letter left out', 'Anna Kowalka', 'Anna', 'Kowalska'],
  ['two letters swapped', 'Anna Kowlaska', 'Anna', 'Kowalska'],
  ['an umlaut written out', 'Hans Mueller', 'Hans', 'Müller'],
  ['a middle name left out', 'John Smith', 'John Andrew', 'Smith'],
  ['a second family name left out', 'Maria Garcia', 'Maria', 'Garcia Lopez'],
  ['a name of one word', 'Suharto', '', 'Suharto'],
  ['a newborn without a name', 'Baby Girl Smith', 'Baby Girl', 'Smith'],
])('Nearly the same, with %s: %s and %s %s', (_what, sent, given, family) => {
  expect(verdict(sent, given, family)).toBe('alike');
});

test.each([
  ['Maria Lopez', 'Maria', 'Garcia', 'partly'],
  ['Jane Smith', 'John', 'Smith', 'partly'],
  ['John A Smith', 'John B', 'Smith', 'partly'],
  ['J Doe', 'John', 'Smith', 'partly'],
  ['Jon Doe', 'Jan', 'Smith', 'other'],
  ['Maria Garcia', 'John', 'Smith', 'other'],
  ['Maria de Souza', 'Joao', 'de Lima', 'other'],
  ['Van Tran', 'Van', 'Nguyen', 'other'],
  ['Li Wei', 'Lu', 'Wen', 'other'],
  ['राम कुमार', 'रमा', 'शर्मा', 'other'],
  ['Иван Петров', 'Ivan', 'Petrov', 'unknown'],
  [undefined, 'John', 'Smith', 'unknown'],
  [' . ', 'John', 'Smith', 'unknown'],
  ['John Smith', '', '', 'unknown'],
  ['one two three four five six seven eight nine ten eleven', 'John', 'Smith', 'unknown'],
] as const)('%s and %s %s: %s', (sent, given, family, expected) => {
  expect(verdict(sent, given, family)).toBe(expected);
});

test('Signs that are vowels make other names; a mark on a letter does not', () => {
  expect(nameWordsOf('राम')).not.toEqual(nameWordsOf('रम'));
  expect(nameWordsOf('Renée')).toEqual(nameWordsOf('RENEE'));
});

test('A name is found again whatever the order of its words; no name is found by nothing', () => {
  expect(nameKeyOf('Smith, John')).toBe('john smith');
  expect(nameKeyOf('john SMITH')).toBe('john smith');
  expect(nameKeyOf(' ')).toBeUndefined();
});

const word = fc.oneof(
  fc.constantFrom(
    'John',
    'Jon',
    'Smith',
    'Smyth',
    'J',
    'Ann',
    'Marie',
    'Annmarie',
    'de',
    'O’Neil',
    '小明',
    '王',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
);
const words = fc.array(word, { minLength: 1, maxLength: 6 });

test('The order of the words of a name does not matter, and the answer is always the same and within bounds', () => {
  const shuffled = words.chain((sent) =>
    fc.tuple(fc.constant(sent), fc.shuffledSubarray(sent, { minLength: sent.length })),
  );
  fc.assert(
    fc.property(shuffled, words, words, ([sent, otherwise], given, family) => {
      const registered = { given_name: given.join(' '), family_name: family.join(' ') };
      const one = compareNames(sent.join(' '), registered);
      expect(compareNames(otherwise.join(' '), registered)).toEqual(one);
      expect(compareNames(sent.join(' '), registered)).toEqual(one);
      expect(one.likeness).toBeGreaterThanOrEqual(0);
      expect(one.likeness).toBeLessThanOrEqual(100);
    }),
    { numRuns: 500 },
  );
});

test('A likeness is the same from both sides', () => {
  fc.assert(
    fc.property(words, words, (some, others) => {
      const a = some.join(' ');
      const b = others.join(' ');
      const there = compareNames(a, { given_name: '', family_name: b }).likeness;
      expect(compareNames(b, { given_name: '', family_name: a }).likeness).toBe(there);
    }),
  );
});

test('Long names made to be compared slowly come to an end before anybody loses patience', () => {
  const parts = Array.from({ length: 10 }, (_, index) => 'a'.repeat(index + 2)).join(' ');
  for (const { likeness } of [
    compareNames('a'.repeat(190), { given_name: '', family_name: parts }),
    compareNames(parts, { given_name: 'b a a a a a a a a', family_name: 'a' }),
  ]) {
    expect(likeness).toBeLessThan(100);
  }
});
