import { nameKeyOf } from '@labsecure/clinical/same-person-words';
import { patientLinkIdOf } from '@labsecure/contracts/identity';
import type { Patient } from '@labsecure/contracts/patients';

/** A patient as they lie in the table. */
export type StoredPatient = Patient & { name_key?: string };

/** Beside the patients, under a key that no patient id can be: who is meant when a lab sends this id. */
export interface StoredLink {
  patient_id: string;
  lab_id: string;
  sent_id: string;
  linked_patient_id: string;
  linked_by: string;
  linked_at: string;
}

/** The sign is in no patient id, so that no lab can send the key of a link. */
export const linkKeyOf = (lab_id: string, sent_id: string) => ({
  patient_id: `link#${patientLinkIdOf(lab_id, sent_id)}`,
});

/**
 * A registered one is found by name, whatever the order of its words. Nobody is taken for one who is known from a result
 * alone, so such a one is not.
 */
export const nameKeyFor = ({
  given_name,
  family_name,
  provisional,
}: Pick<Patient, 'given_name' | 'family_name' | 'provisional'>): string | undefined =>
  provisional ? undefined : nameKeyOf(`${given_name} ${family_name}`);

export const toStoredPatient = (patient: Patient): StoredPatient => {
  const name_key = nameKeyFor(patient);
  return { ...patient, ...(name_key !== undefined && { name_key }) };
};

/** The patient in an item of the table; `undefined` for a link. */
export const readPatient = (item: StoredPatient | StoredLink | undefined): Patient | undefined => {
  if (item === undefined || 'linked_patient_id' in item) return undefined;
  const { name_key: _key, ...patient } = item;
  return patient;
};
