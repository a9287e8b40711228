import { ForbiddenError } from '@labsecure/contracts/errors';
import type { Patient } from '@labsecure/contracts/patients';
import type { AuditEntry } from '@labsecure/contracts/records';

/** Someone who is signed in and has a patient record. */
export interface Reader {
  /** Subject of the login. */
  subject: string;
  patient_id: string;
  /** As the audit record names them. */
  name: string;
}

/** The sign-in is good, but no patient record belongs to it, or none any more. */
export class NoPatientError extends ForbiddenError {
  constructor() {
    super('No patient record belongs to this sign-in.');
  }
}

export type FindPatient = (patient_id: string) => Promise<Patient | undefined>;

/**
 * The reader's own record. Asked for at every page: a link that was taken away ends the reading at once, not with the
 * session.
 * @throws NoPatientError
 */
export const ownRecord = async (find: FindPatient, reader: Reader): Promise<Patient> => {
  const patient = await find(reader.patient_id);
  if (patient?.subject !== reader.subject) throw new NoPatientError();
  return patient;
};

export type AppendAudit = (
  entry: Omit<AuditEntry, 'sequence' | 'previous_hash' | 'hash'>,
) => Promise<unknown>;

/** Writes down that the reader is about to see something. Nothing is shown before this has been done. */
export const writeDown = (
  append: AppendAudit,
  reader: Reader,
  action: AuditEntry['action'],
  result_id?: string,
): Promise<unknown> =>
  append({
    patient_id: reader.patient_id,
    at: new Date().toISOString(),
    actor_id: reader.subject,
    actor_kind: 'patient',
    actor_name: reader.name,
    action,
    channel: 'portal',
    ...(result_id !== undefined && { result_id }),
  });
