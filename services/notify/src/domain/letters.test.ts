import type { Lab } from '@labsecure/contracts/labs';
import type { Patient } from '@labsecure/contracts/patients';
import { expect, test } from 'vitest';
import { createLetters, type FileQuarantined, type LetterPorts } from './letters.ts';

const visible = { kind: 'result-visible', event_id: 'e', patient_id: 'P1', result_id: 'r' } as const;
const ended = {
  kind: 'submission-ended',
  event_id: 'e',
  lab_id: 'L1',
  result_id: 'r',
  submission_id: 's',
  state: 'REJECTED',
} as const;
const held = {
  kind: 'submission-held',
  event_id: 'e',
  lab_id: 'L1',
  result_id: 'r',
  submission_id: 's',
} as const;
const quarantined: FileQuarantined = {
  kind: 'file-quarantined',
  event_id: 'e',
  lab_id: 'L1',
  path: 'p',
  kept_at: 'k',
  in_part: false,
  reasons: [{ code: 'E_CSV', count: 1 }],
};
const patient: Patient = {
  patient_id: 'P1',
  given_name: 'G',
  family_name: 'F',
  email: 'p@example.com',
  email_notifications: true,
};
const lab: Lab = {
  lab_id: 'L1',
  name: 'L',
  client_id: 'c',
  time_zone: 'UTC',
  contact_email: 'lab@example.com',
  active: true,
};

const letters = (parts: Partial<LetterPorts>) =>
  createLetters({
    findPatient: async () => patient,
    findLab: async () => lab,
    newResultMail: (to) => ({ to, subject: 'patient', html: '', text: '' }),
    submissionEndedMail: (to) => ({ to, subject: 'lab', html: '', text: '' }),
    submissionHeldMail: (to) => ({ to, subject: 'held', html: '', text: '' }),
    fileQuarantinedMail: (to) => ({ to, subject: 'file', html: '', text: '' }),
    adminEmail: 'admin@example.com',
    ...parts,
  });

test('When a result is visible, then its patient is written to, and nobody else', async () => {
  expect(await letters({})(visible)).toEqual({
    mail: { to: 'p@example.com', subject: 'patient', html: '', text: '' },
  });
});

test('When the patient is not registered or has no address, then there is no contact', async () => {
  const { email: _none, ...unreachable } = patient;
  expect(await letters({ findPatient: async () => undefined })(visible)).toEqual({ none: 'NO_CONTACT' });
  expect(await letters({ findPatient: async () => unreachable })(visible)).toEqual({ none: 'NO_CONTACT' });
});

test('When the patient has switched e-mails off, then none is written', async () => {
  const quiet = { ...patient, email_notifications: false };
  expect(await letters({ findPatient: async () => quiet })(visible)).toEqual({ none: 'OPTED_OUT' });
});

test("When a submission ended, then the lab's contact is written to, with a copy to the administrator", async () => {
  expect(await letters({})(ended)).toMatchObject({
    mail: { to: 'lab@example.com', blindCopy: 'admin@example.com', subject: 'lab' },
  });
});

test('When the lab has left no address, then the administrator is written to', async () => {
  const answer = await letters({ findLab: async () => undefined })(ended);
  expect(answer).toEqual({ mail: { to: 'admin@example.com', subject: 'lab', html: '', text: '' } });
});

test('When there is neither, then there is no contact', async () => {
  expect(await letters({ findLab: async () => undefined, adminEmail: undefined })(ended)).toEqual({
    none: 'NO_CONTACT',
  });
});

test('When a submission waits for staff, then the administrator is written to, and the lab is not', async () => {
  const answer = await letters({})(held);
  expect(answer).toEqual({ mail: { to: 'admin@example.com', subject: 'held', html: '', text: '' } });
  expect(await letters({ adminEmail: undefined })(held)).toEqual({ none: 'NO_CONTACT' });
});

test("When a file was put in quarantine, then the lab's security contact is written to, else its contact", async () => {
  const secured = { ...lab, security_email: 'security@example.com' };
  expect(await letters({ findLab: async () => secured })(quarantined)).toMatchObject({
    mail: { to: 'security@example.com', blindCopy: 'admin@example.com', subject: 'file' },
  });
  expect(await letters({})(quarantined)).toMatchObject({
    mail: { to: 'lab@example.com', blindCopy: 'admin@example.com' },
  });
});

test('When nobody knows whose file it is, then the administrator is written to, and no lab is looked up', async () => {
  const { lab_id: _none, ...nobodys } = quarantined;
  const findLab = () => Promise.reject(new Error('looked up'));
  const mail = { to: 'admin@example.com', subject: 'file', html: '', text: '' };
  expect(await letters({ findLab })(nobodys)).toEqual({ mail });
  expect(await letters({ findLab: async () => undefined })(quarantined)).toEqual({ mail });
});
