import { randomUUID } from 'node:crypto';
import { GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Patient } from '@labsecure/contracts/patients';
import { expect, test } from 'vitest';
import { intercept } from '../test/intercept.ts';
import { startTables } from '../test/tables.ts';
import { createLinkPatient } from './patient-links.ts';
import { createPatientRecognition } from './patient-recognition.ts';
import { createPatients } from './patients.ts';
import { linkKeyOf } from './stored-patient.ts';

const options = await startTables();
const patients = createPatients(options);
const recognition = createPatientRecognition(options);
const linkPatient = createLinkPatient(options, patients);

const aPatient = (parts: Partial<Patient> = {}): Patient => ({
  patient_id: randomUUID(),
  given_name: 'Maria',
  family_name: 'Garcia',
  birth_date: '1980-02-29',
  email_notifications: true,
  ...parts,
});
const aProvisional = async (parts: Partial<Patient> = {}) => {
  const patient = aPatient({ ...parts, provisional: true });
  expect(await recognition.addProvisional(patient)).toBe(true);
  return patient;
};
const idsLike = async (name: string, birth_date: string) =>
  (await recognition.alike({ name, birth_date })).patients.map(({ patient_id }) => patient_id);

test('Patients are found by day of birth and by name, in any order of its words and each once', async () => {
  const maria = aPatient({ given_name: 'María José', family_name: 'Núñez', birth_date: '1931-01-01' });
  await patients.put(maria);
  expect(await idsLike('NUNEZ, Maria Jose', '1931-01-01')).toEqual([maria.patient_id]);
  expect(await idsLike('jose maria nunez', '1999-09-09')).toEqual([maria.patient_id]);
  expect(await idsLike('Maria', '1931-01-01')).toEqual([maria.patient_id]);
  expect(await idsLike('.', '1931-01-01')).toEqual([maria.patient_id]);
  expect(await idsLike('Maria Nunez', '1999-09-09')).toEqual([]);
  const [found] = (await recognition.alike({ name: 'x', birth_date: '1931-01-01' })).patients;
  expect(found).toStrictEqual(maria);
});

test('After a change of name they are found under the new one', async () => {
  const row = { patient_id: randomUUID(), given_name: 'Ines', family_name: 'Alt', birth_date: '1931-02-02' };
  expect(await patients.register(row)).toBe('new');
  expect(await patients.register({ ...row, family_name: 'Neu' })).toBe('updated');
  expect(await idsLike('Ines Neu', '1999-09-09')).toEqual([row.patient_id]);
  expect(await idsLike('Ines Alt', '1999-09-09')).toEqual([]);
});

test('Those who are known from reports alone are not proposed, until they are registered', async () => {
  const { patient_id } = await aProvisional({
    given_name: 'Olga',
    family_name: 'Vorlauf',
    birth_date: '1931-03-03',
  });
  expect(await idsLike('Olga Vorlauf', '1931-03-03')).toEqual([]);
  const row = { patient_id, given_name: 'Olga', family_name: 'Vorlauf', birth_date: '1931-03-03' };
  expect(await patients.register(row)).toBe('updated');
  expect(await idsLike('Olga Vorlauf', '1931-03-03')).toEqual([patient_id]);
  expect(await idsLike('Olga Vorlauf', '1999-09-09')).toEqual([patient_id]);
  expect(await patients.find(patient_id)).toStrictEqual({ ...row, email_notifications: true });
});

/** The same tables, of which a page holds one. */
const narrow = createPatientRecognition(
  intercept(options, (command, pass) => {
    if (command instanceof Object && 'input' in command) Object.assign(Object(command.input), { Limit: 1 });
    return pass();
  }),
);

test('When many of a day are known from reports alone, those registered are found behind them', async () => {
  const birth_date = '1931-04-04';
  for (const given_name of ['A', 'B', 'C']) await aProvisional({ given_name, birth_date });
  const patient = aPatient({ birth_date });
  await patients.put(patient);
  expect(await narrow.alike({ name: 'x', birth_date })).toEqual({ patients: [patient], complete: true });
});

test('When more are born on a day than are looked at, it is said, also when none of them was registered', async () => {
  const birth_date = '1931-05-05';
  for (const given_name of ['A', 'B', 'C', 'D', 'E', 'F']) await aProvisional({ given_name, birth_date });
  expect(await narrow.alike({ name: 'x', birth_date })).toEqual({ patients: [], complete: false });
});

test('When enough registered ones of a day are found, no more are looked for, and it is said', async () => {
  const birth_date = '1931-06-06';
  let pages = 0;
  const crowded = intercept(options, async (command, pass) => {
    if (!(command instanceof QueryCommand) || command.input.IndexName !== 'by-birth-date') return pass();
    pages += 1;
    const Items = Array.from({ length: 250 }, () => aPatient({ birth_date }));
    return { Items, LastEvaluatedKey: { patient_id: 'last', birth_date } };
  });
  const found = await createPatientRecognition(crowded).alike({ name: 'x', birth_date });
  expect(found).toMatchObject({ patients: { length: 500 }, complete: false });
  expect(pages).toBe(2);
});

test('A patient is found by their medical record number', async () => {
  const patient = aPatient({ medical_record_number: randomUUID() });
  await patients.put(patient);
  expect(await recognition.byRecordNumber(patient.medical_record_number ?? '')).toEqual([patient]);
  expect(await recognition.byRecordNumber(randomUUID())).toEqual([]);
});

test('Nobody becomes known from a report where somebody stands already', async () => {
  const patient = aPatient();
  await patients.put(patient);
  expect(await recognition.addProvisional({ ...patient, given_name: 'Other' })).toBe(false);
  expect(await patients.find(patient.patient_id)).toStrictEqual(patient);
  const id = randomUUID();
  const all = await Promise.all(
    ['A', 'B', 'C'].map((given_name) => recognition.addProvisional(aPatient({ patient_id: id, given_name }))),
  );
  expect(all.filter(Boolean)).toHaveLength(1);
});

test('What is known from reports is completed only while it is as it was when it was compared', async () => {
  const bare = await aProvisional({ given_name: '', family_name: '', birth_date: undefined });
  const more = { ...bare, given_name: 'Ana', family_name: 'Cruz', birth_date: '1990-07-22' };
  const other = { ...bare, given_name: 'Bob', family_name: 'Hill', birth_date: '1961-01-01' };
  const both = await Promise.all([
    recognition.completeProvisional(bare, more),
    recognition.completeProvisional(bare, other),
  ]);
  expect(both.filter(Boolean)).toHaveLength(1);
  const standing = both[0] ? more : other;
  expect(await patients.find(bare.patient_id)).toStrictEqual({ ...standing, provisional: true });
});

test('What a report says is never written over somebody registered', async () => {
  const bare = await aProvisional({ given_name: '', family_name: '', birth_date: undefined });
  const row = { patient_id: bare.patient_id, given_name: 'Ana', family_name: 'Cruz' };
  expect(await patients.register(row)).toBe('updated');
  const more = { ...bare, given_name: 'Bob', family_name: 'Hill', birth_date: '1961-01-01' };
  expect(await recognition.completeProvisional(bare, more)).toBe(false);
  expect(await recognition.completeProvisional({ ...bare, ...row }, more)).toBe(false);
  expect(await patients.find(bare.patient_id)).toStrictEqual({ ...row, email_notifications: true });
});

test('One who is known from reports alone cannot be read as, whoever has the login', async () => {
  const subject = randomUUID();
  const patient = await aProvisional({ subject });
  expect(await patients.bySubject(subject)).toBeUndefined();
  const { patient_id, given_name, family_name, birth_date } = patient;
  await patients.register({ patient_id, given_name, family_name, birth_date });
  expect(await patients.bySubject(subject)).toMatchObject({ patient_id });
});

test('A row of a registry changes what it says, and leaves contact, login and preferences', async () => {
  const patient = aPatient({
    subject: randomUUID(),
    email: 'maria@example.com',
    phone: '1',
    email_notifications: false,
  });
  await patients.put(patient);
  const { patient_id, given_name, birth_date } = patient;
  const row = { patient_id, given_name, family_name: 'Lopez', birth_date, sex: 'F' as const };
  expect(await patients.register(row)).toBe('updated');
  expect(await patients.register(row)).toBe('same');
  expect(await patients.find(patient_id)).toStrictEqual({ ...patient, family_name: 'Lopez', sex: 'F' });
  expect(
    await patients.register({ ...row, given_name: 'Bob', family_name: 'Hill', birth_date: '1961-01-01' }),
  ).toBe('conflict');
  expect(await patients.find(patient_id)).toMatchObject({ family_name: 'Lopez' });
});

test('When a report and a registry name somebody at once, they are compared, whoever is first', async () => {
  for (let round = 0; round < 10; round++) {
    const patient = aPatient({ provisional: true });
    const { patient_id } = patient;
    const row = { patient_id, given_name: 'Maria', family_name: 'Garcia', birth_date: '1961-01-01' };
    const [added, registration] = await Promise.all([
      recognition.addProvisional(patient),
      patients.register(row),
    ]);
    expect([added, registration]).toSatisfy(
      ([first, second]) => (first && second === 'conflict') || (!first && second === 'new'),
    );
  }
});

test('When what was compared changes before it is written, the row is compared anew', async () => {
  const bare = await aProvisional({ given_name: '', family_name: '', birth_date: undefined });
  const more = { ...bare, given_name: 'Ana', family_name: 'Cruz', birth_date: '1990-07-22' };
  let done = false;
  const late = intercept(options, async (command, pass) => {
    if (command instanceof UpdateCommand && !done) {
      done = true;
      expect(await recognition.completeProvisional(bare, more)).toBe(true);
    }
    return pass();
  });
  const row = {
    patient_id: bare.patient_id,
    given_name: 'Bob',
    family_name: 'Hill',
    birth_date: '1961-01-01',
  };
  expect(await createPatients(late).register(row)).toBe('conflict');
  expect(await patients.find(bare.patient_id)).toStrictEqual(more);
});

test('An id a lab sends is linked to a patient, for that lab, and the link is nobody', async () => {
  const patient = aPatient();
  await patients.put(patient);
  const sent_id = randomUUID();
  await linkPatient('LAB001', sent_id, patient.patient_id, 'staff-1');
  expect(await recognition.linkedTo('LAB001', sent_id)).toBe(patient.patient_id);
  expect(await recognition.linkedTo('LAB002', sent_id)).toBeUndefined();
  const Key = linkKeyOf('LAB001', sent_id);
  const get = new GetCommand({ TableName: `${options.prefix}patients`, Key });
  expect((await options.documents.send(get)).Item).toMatchObject({ linked_by: 'staff-1', sent_id });
  expect(await patients.find(Key.patient_id)).toBeUndefined();
});

test('An id that is itself a registered patient’s is linked to nobody else, nor is any id to one who does not exist', async () => {
  const [patient, other] = [aPatient(), aPatient()];
  await patients.put(patient);
  await patients.put(other);
  const { patient_id } = patient;
  await expect(linkPatient('LAB001', other.patient_id, patient_id, 's')).rejects.toMatchObject({
    code: 'E_PATIENT_ID',
  });
  await expect(linkPatient('LAB001', patient_id, patient_id, 's')).rejects.toMatchObject({
    code: 'E_PATIENT_ID',
  });
  await expect(linkPatient('LAB001', 'x', randomUUID(), 's')).rejects.toMatchObject({ status: 404 });
  expect(await recognition.linkedTo('LAB001', other.patient_id)).toBeUndefined();
});

test('An id under which somebody is known from reports alone may be linked', async () => {
  const patient = aPatient();
  await patients.put(patient);
  const { patient_id: sent_id } = await aProvisional();
  await linkPatient('LAB001', sent_id, patient.patient_id, 'staff-1');
  expect(await recognition.linkedTo('LAB001', sent_id)).toBe(patient.patient_id);
});
