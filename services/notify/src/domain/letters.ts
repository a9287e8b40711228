import type { Lab } from '@labsecure/contracts/labs';
import type { NotificationMessage } from '@labsecure/contracts/messages';
import type { Patient } from '@labsecure/contracts/patients';
import type { Mail } from './mail.ts';
import type { Letter } from './tell.ts';

export type ResultVisible = Extract<NotificationMessage, { kind: 'result-visible' }>;
export type SubmissionEnded = Extract<NotificationMessage, { kind: 'submission-ended' }>;
export type SubmissionHeld = Extract<NotificationMessage, { kind: 'submission-held' }>;
export type FileQuarantined = Extract<NotificationMessage, { kind: 'file-quarantined' }>;

export interface LetterPorts {
  findPatient: (patient_id: string) => Promise<Patient | undefined>;
  findLab: (lab_id: string) => Promise<Lab | undefined>;
  newResultMail: (to: string) => Mail;
  submissionEndedMail: (to: string, event: SubmissionEnded) => Mail;
  submissionHeldMail: (to: string, event: SubmissionHeld) => Mail;
  fileQuarantinedMail: (to: string, event: FileQuarantined) => Mail;
  /** Gets what staff have to decide, a copy of what labs are told, and all of it where a lab has left no address. */
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

  /** To the lab's own contact with a copy to the administrator, or to the administrator alone. */
  const toLab = (contact: string | undefined, write: (to: string) => Mail): Letter => {
    if (contact) return { mail: { ...write(contact), blindCopy: ports.adminEmail } };
    return toAdmin(write);
  };

  const toAdmin = (write: (to: string) => Mail): Letter =>
    ports.adminEmail ? { mail: write(ports.adminEmail) } : { none: 'NO_CONTACT' };

  return async (event: NotificationMessage): Promise<Letter> => {
    switch (event.kind) {
      case 'result-visible':
        return toPatient(event);
      case 'submission-ended': {
        const lab = await ports.findLab(event.lab_id);
        return toLab(lab?.contact_email, (to) => ports.submissionEndedMail(to, event));
      }
      case 'submission-held':
        return toAdmin((to) => ports.submissionHeldMail(to, event));
      case 'file-quarantined': {
        const lab = event.lab_id === undefined ? undefined : await ports.findLab(event.lab_id);
        const contact = lab?.security_email ?? lab?.contact_email;
        return toLab(contact, (to) => ports.fileQuarantinedMail(to, event));
      }
    }
  };
};
