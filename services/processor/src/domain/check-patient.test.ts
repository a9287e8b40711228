import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import type { Patient } from '@labsecure/contracts/records';
import { expect, test } from 'vitest';
import { checkPatient } from './check-patient.ts';

const report = (birth_date?: string): CanonicalReport => ({
  patient: { id: 'P1', ...(birth_date === undefined ? {} : { birth_date }) },
  lab_id: 'LAB001',
  panel: { id: 'cbc' },
  status: 'final',
  collected_at: '2024-01-15T10:30:00Z',
  reported_at: '2024-01-15T10:30:00Z',
  notes: [],
  observations: [],
});
const patient: Patient = {
  patient_id: 'P1',
  given_name: 'Maria',
  family_name: 'Garcia',
  birth_date: '1990-07-22',
  email_notifications: true,
};
const codes = (born: string | undefined, registered: Patient | undefined): string[] =>
  checkPatient(report(born), registered).map(({ code }) => code);

test('When the report names another date of birth than the registry, it is refused', () => {
  expect(codes('1985-03-15', patient)).toEqual(['E_PATIENT_MISMATCH']);
});

test('When the lab is told of a mismatch, it does not learn the registered date of birth', () => {
  expect(JSON.stringify(checkPatient(report('1985-03-15'), patient))).not.toContain('1990');
});

test('When dates of birth agree, or one side has none, there is nothing to say', () => {
  expect(codes('1990-07-22', patient)).toEqual([]);
  expect(codes(undefined, patient)).toEqual([]);
  expect(codes('1990-07-22', { ...patient, birth_date: undefined })).toEqual([]);
});

test('When nobody is registered under the id, the result is taken with a remark', () => {
  expect(codes('1990-07-22', undefined)).toEqual(['W_NO_PATIENT']);
});
