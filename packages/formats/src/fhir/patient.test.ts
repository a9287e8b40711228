import { describe, expect, test } from 'vitest';
import { faultsOf, only, readAlone, readBundle } from '../../test/fhir.ts';

const typed = (value: string, code: string) => ({ value, type: { coding: [{ code }] } });
const idOf = (...identifier: object[]) => readBundle({ patient: { identifier } });

describe('which identifier is the patient’s', () => {
  test.each([
    ['the medical record number', [{ value: 'u' }, typed('pi', 'PI'), typed('mr', 'MR')], 'mr'],
    ['the internal number before one of no type', [{ value: 'u' }, typed('pi', 'PI')], 'pi'],
    ['one of no type before a national number', [typed('ni', 'NI'), { value: 'u' }], 'u'],
    [
      'the official one',
      [{ value: 'a' }, { value: 'b', use: 'usual' }, { value: 'c', use: 'official' }],
      'c',
    ],
    [
      'none that is old',
      [
        { value: 'a', use: 'old' },
        { value: 'b', use: 'temp' },
      ],
      'b',
    ],
    [
      'no social security number',
      [{ value: 's', system: 'http://hl7.org/fhir/sid/us-ssn' }, typed('ss', 'SS'), typed('x', 'XX')],
      'x',
    ],
  ])('When there are several, then it is %s', (_which, identifiers, id) => {
    const outcome = idOf(...identifiers);
    expect(only(outcome).patient.id).toBe(id);
    expect(faultsOf(outcome)).toEqual([]);
  });

  test('When two are of the same standing, then it is the first, and that is said', () => {
    const outcome = idOf(typed('a', 'MR'), typed('b', 'MR'));
    expect(only(outcome).patient.id).toBe('a');
    expect(faultsOf(outcome)).toEqual(['W_PATIENT_IDENTIFIER /entry/0/resource/identifier']);
    expect(faultsOf(idOf(typed('a', 'MR'), typed('a', 'MR')))).toEqual([]);
  });

  test('When the subject names one, then it is that, and it has to be the patient’s', () => {
    const subject = (value: string) => ({
      reference: 'urn:uuid:0a8f2a6e-0000-4000-8000-000000000001',
      identifier: { value },
    });
    const identifier = [typed('a', 'MR'), { value: 'b' }];
    const named = readBundle({ report: { subject: subject('b') }, patient: { identifier } });
    expect(only(named).patient).toMatchObject({ id: 'b', name: 'John A Smith' });
    const wrong = readBundle({ report: { subject: subject('c') }, patient: { identifier } });
    expect(faultsOf(wrong)).toContain('E_TWO_PATIENTS /entry/1/resource/subject/identifier');
  });

  test('When there is nothing but a reference, then its id is taken, and that is said', () => {
    for (const reference of ['Patient/P9', 'https://a.org/fhir/Patient/P9', 'Patient/P9/_history/2']) {
      const outcome = readAlone({ subject: { reference } });
      expect(only(outcome).patient).toEqual({ id: 'P9' });
      expect(faultsOf(outcome)).toEqual(['W_PATIENT_REFERENCE /subject/reference']);
    }
  });
});

test.each([
  ['no subject', undefined, 'E_NO_PATIENT /subject'],
  ['a name alone', { display: 'John' }, 'E_NO_PATIENT /subject'],
  ['a reference that says nothing', { reference: 'urn:uuid:9' }, 'E_NO_PATIENT /subject'],
  ['a group', { reference: 'Group/1' }, 'E_NO_PATIENT /subject'],
  ['an id with a slash', { identifier: { value: 'a/b' } }, 'E_VALUE /subject'],
  ['STU3', { actor: {} }, 'E_FHIR_STRUCTURE /subject/actor'],
])('When there is %s, then no patient is guessed', (_what, subject, fault) => {
  const outcome = readAlone({ subject });
  expect(faultsOf(outcome)).toContain(fault);
  expect(outcome.entries[0]?.report).toBeUndefined();
});

test('When the subject is a Group that is sent along, then its identifier is no patient’s', () => {
  const group = { resourceType: 'Group', id: 'g', identifier: [{ value: 'G1' }] };
  const outcome = readBundle({ report: { subject: { reference: 'Group/g' } } }, [group]);
  expect(faultsOf(outcome)).toContain('E_NO_PATIENT /entry/1/resource/subject');
  expect(outcome.entries[0]?.report).toBeUndefined();
});

test.each([
  ['a month of birth', { birthDate: '1985-03' }, 'W_DEMOGRAPHICS /entry/0/resource/birthDate', true],
  ['no date of birth', { birthDate: '1985-02-30' }, 'E_DEMOGRAPHICS /entry/0/resource/birthDate', false],
  ['another sex', { gender: 'M' }, 'E_DEMOGRAPHICS /entry/0/resource/gender', false],
  ['a modifier', { modifierExtension: [{}] }, 'E_FHIR_MODIFIER /entry/0/resource/modifierExtension', false],
])('When the Patient has %s, then that is said', (_what, patient, fault, accepted) => {
  const outcome = readBundle({ patient });
  expect(faultsOf(outcome)).toEqual([fault]);
  expect(outcome.entries[0]?.report !== undefined).toBe(accepted);
});

describe('an Observation of someone else', () => {
  const fault = 'E_TWO_PATIENTS /entry/2/resource/subject';
  const other = { resourceType: 'Patient', id: 'p2', identifier: [{ value: 'P999' }] };

  test.each([
    ['another Patient', { reference: 'Patient/p2' }],
    ['another reference', { reference: 'Patient/unknown' }],
    ['another identifier', { identifier: { value: 'P999' } }],
    ['no one', { display: 'x' }],
  ])('When its subject is %s, then the report is refused', (_what, subject) => {
    const outcome = readBundle({ observation: { subject } }, [other]);
    expect(faultsOf(outcome)).toEqual([fault]);
    expect(outcome.entries[0]?.report).toBeUndefined();
  });

  test.each([
    ['not said', undefined],
    ['the same by id', { reference: 'Patient/p1' }],
    ['the same by identifier', { identifier: { value: 'P123456' } }],
  ])('When its subject is %s, then it is read', (_what, subject) => {
    expect(faultsOf(readBundle({ observation: { subject } }, [other]))).toEqual([]);
  });
});

test('When a person has several names, then the one in use is taken', () => {
  const nameOf = (...name: object[]) => only(readBundle({ patient: { name } })).patient.name;
  expect(
    nameOf(
      { use: 'maiden', text: 'Old' },
      { text: 'New' },
      { use: 'official', family: 'F', given: ['G'], suffix: ['Jr'] },
    ),
  ).toBe('G F Jr');
  expect(nameOf({ use: 'old', text: 'Old' })).toBe('Old');
  expect(nameOf({ use: 'official' }, { text: 'New' })).toBe('New');
});
