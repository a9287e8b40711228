import { randomUUID } from 'node:crypto';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Lab } from '@labsecure/contracts/labs';
import type { Patient } from '@labsecure/contracts/patients';
import { expect, test } from 'vitest';
import { intercept } from '../test/intercept.ts';
import { startTables } from '../test/tables.ts';
import { createLabs } from './labs.ts';
import { createPatients } from './patients.ts';

const options = await startTables();
const patients = createPatients(options);
const labs = createLabs(options);

const aPatient = (parts: Partial<Patient> = {}): Patient => ({
  patient_id: randomUUID(),
  given_name: 'Maria',
  family_name: 'Garcia',
  birth_date: '1980-02-29',
  subject: randomUUID(),
  email_notifications: true,
  ...parts,
});
const aLab = (parts: Partial<Lab> = {}): Lab => ({
  lab_id: randomUUID(),
  name: 'Riverside Laboratory',
  client_id: randomUUID(),
  time_zone: 'America/New_York',
  active: true,
  ...parts,
});

/** Tables whose indexes fell asleep after their first answer. */
const withStaleIndex = () => {
  let first: Promise<unknown> | undefined;
  return intercept(options, (command, pass) => {
    if (!(command instanceof QueryCommand)) return pass();
    first ??= pass();
    return first;
  });
};

test('A patient is found by id and by login', async () => {
  const patient = aPatient();
  await patients.put(patient);
  expect(await patients.find(patient.patient_id)).toStrictEqual(patient);
  expect(await patients.bySubject(patient.subject ?? '')).toStrictEqual(patient);
  expect(await patients.find(randomUUID())).toBeUndefined();
  expect(await patients.bySubject(randomUUID())).toBeUndefined();
});

test('A patient without a login is stored and found by id', async () => {
  const patient = aPatient({ subject: undefined });
  await patients.put(patient);
  expect(await patients.find(patient.patient_id)).toEqual(patient);
});

test('A login that was taken from a patient reads nothing, even where the index has not caught up', async () => {
  const patient = aPatient();
  const subject = patient.subject ?? '';
  await patients.put(patient);
  const lagging = createPatients(withStaleIndex());
  expect(await lagging.bySubject(subject)).toStrictEqual(patient);
  await patients.put({ ...patient, subject: randomUUID() });
  expect(await lagging.bySubject(subject)).toBeUndefined();
});

test('A patient turns e-mail off and on, and nothing else changes', async () => {
  const patient = aPatient();
  await patients.put(patient);
  await patients.setEmailNotifications(patient.patient_id, false);
  expect(await patients.find(patient.patient_id)).toStrictEqual({ ...patient, email_notifications: false });
  await patients.setEmailNotifications(patient.patient_id, true);
  expect(await patients.find(patient.patient_id)).toStrictEqual(patient);
});

test('Preferences of nobody make no patient', async () => {
  const patient_id = randomUUID();
  await expect(patients.setEmailNotifications(patient_id, true)).rejects.toMatchObject({ status: 404 });
  expect(await patients.find(patient_id)).toBeUndefined();
});

test('A lab is found by id and by client, also when it is not active', async () => {
  const lab = aLab({ active: false });
  await labs.put(lab);
  expect(await labs.find(lab.lab_id)).toStrictEqual(lab);
  expect(await labs.byClient(lab.client_id)).toStrictEqual(lab);
  expect(await labs.byClient(randomUUID())).toBeUndefined();
});

test('A client that was taken from a lab submits for nobody, even where the index has not caught up', async () => {
  const lab = aLab();
  await labs.put(lab);
  const lagging = createLabs(withStaleIndex());
  expect(await lagging.byClient(lab.client_id)).toStrictEqual(lab);
  await labs.put({ ...lab, client_id: randomUUID() });
  expect(await lagging.byClient(lab.client_id)).toBeUndefined();
});
