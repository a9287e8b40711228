import type { Patient } from '@labsecure/contracts/patients';
import { expect, test } from 'vitest';
import { type RegistryRow, register } from './registry-row.ts';

const row: RegistryRow = {
  patient_id: 'P1',
  given_name: 'John',
  family_name: 'Smith',
  birth_date: '1985-03-15',
  sex: 'M',
  medical_record_number: 'MRN-1',
};
const registered: Patient = {
  ...row,
  email: 'john@example.com',
  phone: '1',
  subject: 's',
  email_notifications: false,
};
const fromReport: Patient = { ...registered, provisional: true };
const nameless: Patient = { ...fromReport, given_name: '', family_name: '' };

test.each<[string, Partial<RegistryRow>, Patient | undefined, string]>([
  ['nobody is there', {}, undefined, 'new'],
  ['all is as it was', {}, registered, 'same'],
  ['it says less', { sex: undefined, medical_record_number: undefined }, registered, 'same'],
  ['it has another number', { medical_record_number: 'MRN-2' }, registered, 'updated'],
  ['they have married', { family_name: 'Miller' }, registered, 'updated'],
  ['a letter of the name is mended', { family_name: 'Smyth' }, registered, 'updated'],
  ['the sex is corrected', { sex: 'F' }, registered, 'updated'],
  ['a day of birth is corrected', { birth_date: '1985-03-16' }, registered, 'updated'],
  ['they have another name', { given_name: 'Alex', family_name: 'Miller' }, registered, 'conflict'],
  ['it is a twin', { given_name: 'James' }, registered, 'conflict'],
  ['it is a twin of the other sex', { given_name: 'J', sex: 'F' }, registered, 'conflict'],
  ['it is a namesake', { birth_date: '1958-12-01' }, registered, 'conflict'],
  ['it is nearly a namesake', { given_name: 'J', birth_date: '1985-03-16' }, registered, 'conflict'],
  ['family name and no birth date', { family_name: 'Miller', birth_date: undefined }, registered, 'conflict'],
  [
    'it is somebody else',
    { given_name: 'Ana', family_name: 'Cruz', birth_date: '1990-07-22' },
    registered,
    'conflict',
  ],
  [
    'family name and birth date are others',
    { family_name: 'Miller', birth_date: '1990-07-22' },
    registered,
    'conflict',
  ],
  [
    'the name is another and no birth date said',
    { given_name: 'Ana', family_name: 'Cruz', birth_date: undefined },
    registered,
    'conflict',
  ],
  ['a report has named them', {}, fromReport, 'updated'],
  ['a report has named them with an initial', {}, { ...fromReport, given_name: 'J' }, 'updated'],
  ['a report has named them without a name', {}, nameless, 'updated'],
  ['a report has said nothing of them', {}, { ...nameless, birth_date: undefined }, 'updated'],
  ['a report knew the name alone', {}, { ...fromReport, birth_date: undefined }, 'updated'],
  ['a report has another birth date', { birth_date: '1985-03-16' }, fromReport, 'conflict'],
  ['a report has another name', { given_name: 'Ana', family_name: 'Cruz' }, fromReport, 'conflict'],
  [
    'a report has another family name and no birth date',
    { family_name: 'Miller' },
    { ...fromReport, birth_date: undefined },
    'conflict',
  ],
  ['a report has a birth date alone, and the row none', { birth_date: undefined }, nameless, 'conflict'],
])('When %s', (_what, said, standing, expected) => {
  expect(register({ ...row, ...said }, standing).registration).toBe(expected);
});

test('Contact, login and preferences are kept, and so is what the row leaves out', () => {
  const { patient } = register({ ...row, family_name: 'Miller', sex: undefined }, registered);
  expect(patient).toEqual({ ...registered, family_name: 'Miller' });
});

test('Who was known from a report alone is registered from then on', () => {
  expect(register(row, fromReport).patient).toEqual(registered);
});

test('Who is new is told of results once there is an address to tell them', () => {
  expect(register(row, undefined).patient).toEqual({ ...row, email_notifications: true });
});
