import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  comparePersons,
  isCertain,
  isConfirmed,
  judgeIdentified,
  type RegisteredPerson,
  reviewFrom,
  type SentPerson,
} from './same-person.ts';
import { compareBirthDates } from './same-person-births.ts';
import { splitName } from './same-person-split.ts';

const john: RegisteredPerson = {
  given_name: 'John',
  family_name: 'Smith',
  birth_date: '1985-03-15',
  sex: 'M',
};
const outcome = (sent: SentPerson, registered = john): string => {
  const comparison = comparePersons(sent, registered);
  const kind = isCertain(comparison) ? 'certain' : comparison.likeness >= reviewFrom ? 'review' : 'other';
  return `${kind} ${comparison.likeness}`;
};

describe('Without an identifier', () => {
  test.each([
    ['all of it agrees', { name: 'Smith, John', birth_date: '1985-03-15', sex: 'M' }, 'certain 1'],
    ['the sex is not said', { name: 'John Smith', birth_date: '1985-03-15' }, 'certain 0.95'],
    ['the sex was not asked', { name: 'John Smith', birth_date: '1985-03-15', sex: 'U' }, 'certain 0.95'],
    ['a middle initial more', { name: 'John A Smith', birth_date: '1985-03-15' }, 'certain 0.85'],
    ['another sex', { name: 'John Smith', birth_date: '1985-03-15', sex: 'F' }, 'review 0.9'],
    ['a letter mistaken', { name: 'John Smyth', birth_date: '1985-03-15' }, 'review 0.91'],
    ['an initial', { name: 'J Smith', birth_date: '1985-03-15' }, 'review 0.85'],
    ['another given name', { name: 'James Smith', birth_date: '1985-03-15' }, 'review 0.7'],
    [
      'another given name, same sex',
      { name: 'James Smith', birth_date: '1985-03-15', sex: 'M' },
      'review 0.75',
    ],
    ['day and month of another', { name: 'John Smith', birth_date: '1985-03-16' }, 'review 0.75'],
    ['a twin of the other sex', { name: 'Jane Smith', birth_date: '1985-03-15', sex: 'F' }, 'other 0.65'],
    ['a namesake', { name: 'John Smith', birth_date: '1961-11-02', sex: 'M' }, 'other 0.6'],
    ['nothing but the day', { name: 'Maria Garcia', birth_date: '1985-03-15', sex: 'M' }, 'other 0.5'],
  ] as const)('%s', (_what, sent, expected) => {
    expect(outcome(sent)).toBe(expected);
  });

  test('A registered person without a date of birth is never certain', () => {
    const undated = { ...john, birth_date: undefined };
    expect(outcome({ name: 'John Smith', birth_date: '1985-03-15', sex: 'M' }, undated)).toBe('review 0.8');
  });

  test('A newborn without a name is never certain', () => {
    const baby = { ...john, given_name: 'Baby Boy', family_name: 'Smith' };
    const sent = { name: 'Baby Boy Smith', birth_date: '1985-03-15', sex: 'M' } as const;
    expect(outcome(sent, baby)).toBe('review 1');
  });
});

describe('With an identifier in common', () => {
  test.each([
    ['agrees', { name: 'John Smith', birth_date: '1985-03-15' }],
    ['agrees', { birth_date: '1985-03-15' }],
    ['agrees', { name: 'John Smith' }],
    ['agrees', {}],
    ['agrees', { name: 'John Miller', birth_date: '1985-03-15' }],
    ['agrees', { name: 'J. S.' }],
    ['agrees', { name: 'Джон Смит', birth_date: '1985-03-15' }],
    ['agrees', { name: 'John Smith', birth_date: '1985-03-15', sex: 'F' }],
    ['agrees', { name: 'Jo Smith', birth_date: '1985-03-15', sex: 'U' }],
    ['doubtful', { name: 'Jane Smith', birth_date: '1985-03-15', sex: 'F' }],
    ['doubtful', { name: 'J Smith', sex: 'F' }],
    ['doubtful', { birth_date: '1985-03-15', sex: 'F' }],
    ['doubtful', { sex: 'F' }],
    ['doubtful', { name: 'John Smith', birth_date: '1985-03-16' }],
    ['doubtful', { name: 'J Smith', birth_date: '1958-12-01' }],
    ['doubtful', { name: 'Maria Garcia', birth_date: '1985-03-15' }],
    ['doubtful', { name: 'Maria Garcia' }],
    ['contradicts', { name: 'Maria Garcia', birth_date: '1990-07-22' }],
    ['contradicts', { name: 'Jane Smith', birth_date: '1990-07-22' }],
    ['contradicts', { birth_date: '1985-03-16' }],
  ] as const)('%s: %o', (expected, sent) => {
    expect(judgeIdentified(comparePersons(sent, john))).toBe(expected);
  });

  test.each([
    [true, { birth_date: '1985-03-15' }],
    [true, { name: 'J Smith' }],
    [false, {}],
    [false, { name: 'John Miller' }],
    [false, { name: 'Maria Garcia', birth_date: '1985-03-15' }],
  ] as const)('%s, that something speaks for it: %o', (expected, sent) => {
    expect(isConfirmed(comparePersons(sent, john))).toBe(expected);
  });
});

test.each([
  ['1985-03-15', '1985-03-15', 'same'],
  ['1985-03-15', '1985-03-16', 'near'],
  ['1985-03-15', '1985-03-51', 'near'],
  ['1985-12-30', '1985-12-03', 'near'],
  ['1985-03-05', '1985-05-03', 'near'],
  ['1985-03-12', '1985-12-03', 'near'],
  ['1985-03-15', '1958-03-15', 'near'],
  ['1985-03-15', '1986-03-16', 'other'],
  ['1985-03-15', '1990-07-22', 'other'],
  [undefined, '1990-07-22', 'unknown'],
  ['1985-03-15', undefined, 'unknown'],
])('%s and %s: %s', (sent, registered, expected) => {
  expect(compareBirthDates(sent, registered)).toBe(expected);
  expect(compareBirthDates(registered, sent)).toBe(expected);
});

test.each([
  ['John Smith', 'John', 'Smith'],
  ['Smith, John A.', 'John A.', 'Smith'],
  ['Dr. Maria Garcia', 'Maria', 'Garcia'],
  ['John Smith, Jr.', 'John', 'Smith'],
  ['Anna van der Berg', 'Anna', 'van der Berg'],
  ['Van Nguyen', 'Van', 'Nguyen'],
  ['Suharto', '', 'Suharto'],
  ['王小明', '', '王小明'],
  [' ', '', ''],
])('"%s" is taken apart as "%s" and "%s"', (name, given_name, family_name) => {
  expect(splitName(name)).toEqual({ given_name, family_name });
});

test('Whatever is compared, the likeness is within 0 and 1, in hundredths, and only what is the same is certain', () => {
  const text = fc.option(fc.string({ unit: 'grapheme', maxLength: 30 }), { nil: undefined });
  const day = fc.option(
    fc.date({ min: new Date('1900-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
    { nil: undefined },
  );
  const sex = fc.constantFrom('M', 'F', 'O', 'U', undefined);
  const iso = (date: Date | undefined) => date?.toISOString().slice(0, 10);
  fc.assert(
    fc.property(text, day, sex, text, text, day, sex, (name, born, sentSex, given, family, known, itsSex) => {
      const sent = { name, birth_date: iso(born), sex: sentSex } as SentPerson;
      const registered = {
        given_name: given ?? '',
        family_name: family ?? '',
        birth_date: iso(known),
        sex: itsSex,
      };
      const comparison = comparePersons(sent, registered);
      expect(comparePersons(sent, registered)).toEqual(comparison);
      expect(comparison.likeness).toBeGreaterThanOrEqual(0);
      expect(comparison.likeness).toBeLessThanOrEqual(1);
      expect(comparison.likeness).toBe(Math.round(comparison.likeness * 100) / 100);
      if (isCertain(comparison)) expect(iso(born)).toBe(iso(known));
    }),
  );
});
