import type { NotificationMessage } from '@labsecure/contracts/messages';
import type { Lab, Patient } from '@labsecure/contracts/records';
import type { Mail } from './mail.ts';
import type { Letter } from './tell.ts';

export type ResultVisible = Extract<NotificationMessage, { kind: 'result-visible' }>;
export type SubmissionEnded = Extract<NotificationMessage, { kind: 'submission-ended' }>;

export interface LetterPorts {
  findPatient: (patient_id: string) => Promise<Patient | undefined>;
  findLab: (lab_id: string) => Promise<Lab | undefined>;
  newResultMail: (to: string) => Mail;
  submissionEndedMail: (to: string, event: SubmissionEnded) => Mail;
  /** Gets a copy of what labs are told, and all of it where a lab has left no address. */
  adminEmail?: string | undefined;
}

/** Finds out whom an event is for, and writes to them. */
export const createLetters = (ports: LetterPorts) => {
  const toPatient = async ({ patient_id }: ResultVisible): Promise<Letter> => {
    const patient = await ports.findPatient(patient_id);
    if (!patient?.email) return { none: 'NO_CONTACT' };
    if (!patient.email_notifications) return { none: 'OPTED_OUT' };
    return { mail: ports.newResultMail(patient.email) };
  };

  const toLab = async (event: SubmissionEnded): Promise<Letter> => {
    const contact = (await ports.findLab(event.lab_id))?.contact_email;
    const to = contact ?? ports.adminEmail;
    if (!to) return { none: 'NO_CONTACT' };
    const mail = ports.submissionEndedMail(to, event);
    return { mail: contact ? { ...mail, blindCopy: ports.adminEmail } : mail };
  };

  return (event: NotificationMessage): Promise<Letter> =>
    event.kind === 'result-visible' ? toPatient(event) : toLab(event);
};
