import { expect, test } from 'vitest';
import { faultsOf, only, profile, readAlone, readBundle, row } from '../../test/fhir.ts';
import { readFhir } from './read-fhir.ts';

const ucum = 'http://unitsofmeasure.org';
const none = { valueQuantity: undefined };

test('When a number is written with zeros at its end or an exponent, then its characters are kept', () => {
  for (const digits of ['7.50', '1E-22', '1000000000000000000', '-0.10']) {
    const text = JSON.stringify({ ...alone, valueQuantity: { value: '@', system: ucum, code: 'g/L' } });
    const [entry] = readFhir(text.replace('"@"', digits), profile).entries;
    expect(entry?.report?.observations[0]?.value).toMatchObject({ kind: 'quantity', sent: digits });
  }
});

const alone = {
  resourceType: 'Observation',
  status: 'final',
  code: { text: 'X' },
  subject: { identifier: { value: 'P1' } },
  effectiveDateTime: '2024-01-15T10:30:00Z',
  issued: '2024-01-15T10:30:00Z',
};

test.each([
  [{ value: 0.01, comparator: '<', code: 'mg/dL', system: ucum }, '<0.01', 'mg/dL', []],
  [{ value: 5, comparator: '>=', unit: 'g/L', code: 'g/L', system: `${ucum}/` }, '>=5', 'g/L', []],
  [{ value: 5.9, unit: 'x10*12/L', code: '10*12/L', system: ucum }, '5.9', '10*12/L', []],
  [
    { value: 122, unit: 'umol/L', code: '258814008', system: 'http://snomed.info/sct' },
    '122',
    'umol/L',
    ['W_QTY_SYSTEM /valueQuantity'],
  ],
  [{ value: 7.7, unit: 'mg/dL', system: ucum }, '7.7', 'mg/dL', ['W_QTY_SYSTEM /valueQuantity']],
  [{ value: 1.1 }, '1.1', undefined, []],
])('When a Quantity is %j, then it says %s %s', (valueQuantity, sent, unit, faults) => {
  const outcome = readAlone({ valueQuantity });
  expect(row(outcome)).toMatchObject({ value: { kind: 'quantity', sent } });
  expect(row(outcome).unit).toBe(unit);
  expect(faultsOf(outcome)).toEqual(faults);
});

test.each([
  [{ valueString: '<15' }, { kind: 'quantity', sent: '<15', comparator: '<', number: 15 }],
  [{ valueString: 'UNABLE TO CALCULATE' }, { kind: 'text', sent: 'UNABLE TO CALCULATE' }],
  [{ valueInteger: 42 }, { kind: 'quantity', number: 42, sent: '42' }],
  [{ valueBoolean: false }, { kind: 'text', sent: 'false' }],
  [
    { valueCodeableConcept: { text: 'A', coding: [{ code: '1', display: 'Group A' }] } },
    { kind: 'text', sent: 'A' },
  ],
  [
    { valueCodeableConcept: { coding: [{ code: '260373001', display: 'Detected' }] } },
    { kind: 'text', sent: 'Detected' },
  ],
  [{ valueCodeableConcept: { coding: [{ code: 'POS' }] } }, { kind: 'text', sent: 'POS' }],
  [{ valueRange: { low: { value: 2 }, high: { value: 5 } } }, { kind: 'text', sent: '2-5' }],
  [{ valueRange: { low: { value: 2, unit: 'g' } } }, { kind: 'text', sent: '>=2 g' }],
  [{ valueRatio: { numerator: { value: 1 }, denominator: { value: 128 } } }, { kind: 'text', sent: '1:128' }],
  [{ valueDateTime: '2024-02-19' }, { kind: 'text', sent: '2024-02-19' }],
  [{ valueTime: '10:30:00' }, { kind: 'text', sent: '10:30:00' }],
  [
    { valuePeriod: { start: '2024-02-19', end: '2024-02-20' } },
    { kind: 'text', sent: '2024-02-19 - 2024-02-20' },
  ],
])('When the value is %j, then it is kept as what it is', (value, expected) => {
  expect(row(readAlone({ ...none, ...value })).value).toEqual(expected);
});

test('When something required is missing, then the sentence says of what', () => {
  const [problem] = readAlone({ status: undefined }).entries[0]?.problems ?? [];
  expect(problem?.message).toBe('status: required in an Observation.');
});

test.each([
  ['two values', { valueString: '5' }, 'E_FHIR_CHOICE /valueString'],
  ['a value and a reason for none', { dataAbsentReason: { text: 'x' } }, 'E_FHIR_OBS6 /dataAbsentReason'],
  ['no value', none, 'E_NO_VALUE '],
  ['a Quantity of no number', { valueQuantity: { unit: 'g/L' } }, 'E_NO_VALUE '],
  ['a number as text', { valueQuantity: { value: '7.5' } }, 'E_FHIR_STRUCTURE /valueQuantity/value'],
  [
    'a comparator of R5',
    { valueQuantity: { value: 1, comparator: 'ad' } },
    'E_FHIR_STRUCTURE /valueQuantity/comparator',
  ],
  [
    'a comparator misspelt',
    { valueQuantity: { value: 1, comparater: '<' } },
    'E_FHIR_STRUCTURE /valueQuantity/comparater',
  ],
  ['a comma', { ...none, valueString: '5,5' }, 'E_DECIMAL /valueString'],
  ['more digits than there are', { ...none, valueString: '1'.repeat(41) }, 'E_VALUE /valueString'],
  [
    'a code that says nothing',
    { ...none, valueCodeableConcept: { coding: [{ code: '260373001' }] } },
    'E_VALUE /valueCodeableConcept',
  ],
  ['a curve', { ...none, valueSampledData: { data: '1 2' } }, 'E_VALUE /valueSampledData'],
  ['a value of R5', { ...none, valueAttachment: {} }, 'E_FHIR_STRUCTURE /valueAttachment'],
  ['an unknown status', { status: 'unknown' }, 'E_FHIR_STATUS /status'],
  ['no status', { status: undefined }, 'E_FHIR_STRUCTURE /status'],
  ['no code', { code: {} }, 'E_FHIR_STRUCTURE /code'],
  ['a flag as STU3 has it', { interpretation: { text: 'H' } }, 'E_FHIR_STRUCTURE /interpretation'],
  ['a comment as STU3 has it', { comment: 'x' }, 'E_FHIR_STRUCTURE /comment'],
  ['a trigger as R5 has it', { triggeredBy: [{}] }, 'E_FHIR_STRUCTURE /triggeredBy'],
  [
    'an extension that changes its meaning',
    { modifierExtension: [{ url: 'x' }] },
    'E_FHIR_MODIFIER /modifierExtension',
  ],
  ['someone else in focus', { focus: [{ display: 'x' }] }, 'E_FHIR_STRUCTURE /focus'],
  [
    'a category of vital signs',
    {
      category: [
        {
          coding: [
            { system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' },
          ],
        },
      ],
    },
    'E_FHIR_CATEGORY /category',
  ],
  [
    'a range with a comparator',
    { referenceRange: [{ low: { value: 1, comparator: '<' } }] },
    'E_FHIR_STRUCTURE /referenceRange/0/low/comparator',
  ],
  ['a text that is too long', { code: { text: 'x'.repeat(301) } }, 'E_TOO_LONG /code/text'],
  ['control characters', { code: { text: 'a\u0007b' } }, 'E_CHARACTERS /code/text'],
])('When an Observation has %s, then it is refused there', (_what, change, fault) => {
  const outcome = readAlone(change);
  expect(faultsOf(outcome)).toContain(fault);
  expect(outcome.entries[0]?.report).toBeUndefined();
});

test('When a value is absent for a reason, then the reason is the note', () => {
  const outcome = readAlone({
    ...none,
    dataAbsentReason: { text: 'Hemolyzed' },
    note: [{ text: 'Draw again.' }],
  });
  expect(row(outcome)).toMatchObject({
    value: { kind: 'text', sent: '' },
    notes: ['Hemolyzed', 'Draw again.'],
  });
});

test('When a code has LOINC among its codings, then that is the code', () => {
  const coding = [
    { code: 'L1', display: 'mine' },
    { system: 'https://loinc.org/', code: '6690-2', display: 'WBC' },
  ];
  expect(row(readAlone({ code: { coding } }))).toMatchObject({
    code: '6690-2',
    code_system: 'http://loinc.org',
    name: 'WBC',
  });
  const local = row(readAlone({ code: { coding: [{ system: 'urn:mine', code: '1554-5' }], text: 'Sugar' } }));
  expect(local).toMatchObject({ code: '1554-5', code_system: 'urn:mine', name: 'Sugar' });
  expect(row(readAlone({ code: { text: 'Sugar' } }))).toMatchObject({ code: 'Sugar', name: 'Sugar' });
});

const flagged = (...interpretation: object[]) => row(readAlone({ interpretation }));
const coded = (code: string) => ({
  coding: [
    { system: 'http://snomed.info/sct', code: '1' },
    { system: 'http://terminology.hl7.org/CodeSystem/v2-0078', code },
  ],
});

test('When there are flags, then the gravest is the flag and the others are notes', () => {
  expect(flagged(coded('H'))).toMatchObject({ flag: 'H', notes: [] });
  expect(flagged({ ...coded('U'), text: 'rising' }, coded('HH'))).toMatchObject({
    flag: 'HH',
    notes: ['rising'],
  });
  expect(flagged(coded('H'), coded('HU')).flag).toBe('HU');
  expect(flagged({ coding: [{ code: 'A' }] }).flag).toBe('A');
  expect(flagged({ text: 'High' }).flag).toBe('H');
  const words = flagged({ coding: [{ system: 'http://snomed.info/sct', code: '1', display: 'raised' }] });
  expect(words).toMatchObject({ notes: ['raised'] });
  expect(words.flag).toBeUndefined();
});

const ranged = (...referenceRange: object[]) => row(readAlone({ referenceRange }));
const q = (value: number, code = '10*3/uL') => ({ value, system: ucum, code });

test('When there is one range, then its bounds are printed, with a unit only where it is another', () => {
  expect(ranged({ low: q(4.5), high: q(11) }).range).toBe('4.5-11');
  expect(ranged({ low: q(-2), high: q(-1) }).range).toBe('-2--1');
  expect(ranged({ low: q(4.5) }).range).toBe('>=4.5');
  expect(ranged({ high: q(11) }).range).toBe('<=11');
  expect(ranged({ text: '4.5 to 11' }).range).toBe('4.5 to 11');
  expect(ranged({ low: q(4500, '/uL'), high: q(11000, '/uL') }).range).toBe('4500-11000 /uL');
  expect(ranged({ low: q(4500, '/uL'), high: q(11) }).range).toBe('4500 /uL - 11');
  expect(ranged({ low: q(1), high: q(2), type: { coding: [{ code: 'normal' }] } }).range).toBe('1-2');
});

test('When ranges hold for some people only, then none is chosen and all are words', () => {
  const men = { low: q(13), high: q(18), appliesTo: [{ text: 'men' }] };
  const women = {
    low: q(12),
    high: q(16),
    appliesTo: [{ text: 'women' }],
    age: { low: { value: 18, unit: 'a' } },
  };
  expect(ranged(men).range).toBe('men: 13-18');
  expect(ranged(men, women).range).toBe('men: 13-18; women, >=18 a: 12-16');
  expect(ranged({ low: q(1), high: q(2) }, { low: q(3), high: q(4) }).range).toBe('1-2; 3-4');
  const therapy = { low: q(3), high: q(4), type: { text: 'therapeutic' } };
  expect(ranged({ low: q(1), high: q(2) }, therapy)).toMatchObject({
    range: '1-2',
    notes: ['therapeutic: 3-4'],
  });
});

test('When an Observation has components, then each is a row and the Observation only where it has a value', () => {
  const component = [
    { code: { text: 'a' }, valueQuantity: { value: 1 } },
    {
      code: { text: 'b' },
      valueString: 'x',
      interpretation: [{ text: 'A' }],
      referenceRange: [{ text: 'y' }],
    },
  ];
  const group = only(readAlone({ ...none, component, note: [{ text: 'both' }] }));
  expect(group.observations).toMatchObject([
    { code: 'a', pointer: '/component/0' },
    { code: 'b', pointer: '/component/1', flag: 'A', range: 'y' },
  ]);
  expect(group.notes).toEqual(['both']);
  expect(only(readAlone({ component })).observations.map(({ code }) => code)).toEqual(['6690-2', 'a', 'b']);
});

test('When an Observation of a report is not as final as the report, then that is said', () => {
  expect(row(readBundle({ observation: { status: 'corrected' } })).status).toBe('corrected');
  expect(row(readBundle({})).status).toBeUndefined();
  expect(row(readBundle({ observation: { status: 'registered', ...none } })).value.sent).toBe('');
});
