import { expect, test } from 'vitest';
import { aPatient } from '../testing/people.ts';
import { remarksOnPatient, whileHeld, whyNobodys } from './patient-problems.ts';

const decided = { result_id: 'r', submission_id: 's', decided_at: '2024-01-15T12:00:00.000Z' };
const codes = (problems: { code: string }[]): string[] => problems.map(({ code }) => code);

test('When a report contradicts whom it names, the lab is told of a mismatch; when staff found nobody, of that', () => {
  expect(codes(whyNobodys({ ...decided, basis: 'identifier' }))).toEqual(['E_PATIENT_MISMATCH']);
  expect(codes(whyNobodys({ ...decided, basis: 'link' }))).toEqual(['E_PATIENT_MISMATCH']);
  expect(codes(whyNobodys({ ...decided, basis: 'staff' }))).toEqual(['E_PATIENT_UNKNOWN']);
});

test('While it waits for staff, that is a remark and no error', () => {
  expect(codes(whileHeld)).toEqual(['W_PATIENT_REVIEW']);
});

test('When nobody has registered the patient yet, the lab is told that it is kept', () => {
  expect(codes(remarksOnPatient(undefined))).toEqual(['W_NO_PATIENT']);
  expect(codes(remarksOnPatient(aPatient({ provisional: true })))).toEqual(['W_NO_PATIENT']);
  expect(remarksOnPatient(aPatient())).toEqual([]);
});
