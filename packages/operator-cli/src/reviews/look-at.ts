import { comparePersons } from '@labsecure/clinical/same-person';
import type { Patient, PatientLikeness, PatientReview } from '@labsecure/contracts/patients';
import type { Stores } from './stores.ts';

/** Somebody registered beside whom the report is about. */
export type Looked = { patient_id: string } & (
  | { patient: Patient; comparison: PatientLikeness }
  /** They are not registered any more. */
  | { patient?: undefined }
);

/**
 * Looks up somebody whose result it may be. That is put on record with them before anything of them is given out.
 * @param by who looks
 * @throws UnavailableError when it cannot be put on record
 */
export const lookAt = async (
  { findPatient, appendAudit }: Pick<Stores, 'findPatient' | 'appendAudit'>,
  { result_id, sent }: PatientReview,
  patient_id: string,
  by: string,
): Promise<Looked> => {
  const patient = await findPatient(patient_id);
  if (patient === undefined) return { patient_id };
  await appendAudit({
    patient_id,
    result_id,
    at: new Date().toISOString(),
    actor_id: by,
    actor_kind: 'staff',
    actor_name: 'A member of staff',
    action: 'REVIEW_PATIENT',
    channel: 'operator',
  });
  return { patient_id, patient, comparison: comparePersons(sent, patient) };
};
