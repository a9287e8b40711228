import { comparePersons, isConfirmed, judgeIdentified } from '@labsecure/clinical/same-person';
import { compareNames } from '@labsecure/clinical/same-person-names';
import type { Patient, PatientLikeness } from '@labsecure/contracts/patients';

/** What a registry says of a patient. */
export type RegistryRow = Pick<
  Patient,
  'patient_id' | 'given_name' | 'family_name' | 'birth_date' | 'sex' | 'medical_record_number'
>;

/** `conflict`: who stands there is somebody else, and stays. */
export type Registration = 'new' | 'updated' | 'same' | 'conflict';

/** A family name changes by marriage; twins and siblings differ in the given name. */
const isGivenNameAlike = (row: RegistryRow, standing: Patient): boolean => {
  const { verdict } = compareNames(row.given_name, { given_name: standing.given_name, family_name: '' });
  return verdict === 'same' || verdict === 'alike';
};

/** Who is registered may be corrected, but not replaced: their login and their results stay. */
const isCorrection = (row: RegistryRow, standing: Patient, compared: PatientLikeness): boolean => {
  const { name, birth_date, sex } = compared;
  if (birth_date === 'near') return name === 'same' && sex !== 'other';
  return isConfirmed(compared) && (name !== 'partly' || isGivenNameAlike(row, standing));
};

/** Whoever is registered gets to see the results from which somebody was known so far, so what these say must agree. */
const isTheOneOfResults = (standing: Patient, compared: PatientLikeness): boolean =>
  isConfirmed(compared) ||
  (judgeIdentified(compared) === 'agrees' &&
    standing.birth_date === undefined &&
    compared.name === 'unknown');

/** Whether the row is about who stands there. */
const isSamePerson = (row: RegistryRow, standing: Patient): boolean => {
  const said = { name: `${row.given_name} ${row.family_name}`, birth_date: row.birth_date, sex: row.sex };
  const compared = comparePersons(said, standing);
  return standing.provisional ? isTheOneOfResults(standing, compared) : isCorrection(row, standing, compared);
};

/** The patient as the row makes them. What the row leaves out stays, as do contact, login and preferences. */
export const register = (
  row: RegistryRow,
  standing: Patient | undefined,
): { registration: Registration; patient: Patient } => {
  if (standing === undefined) return { registration: 'new', patient: { ...row, email_notifications: true } };
  if (!isSamePerson(row, standing)) return { registration: 'conflict', patient: standing };
  const said = (Object.keys(row) as (keyof RegistryRow)[]).filter((part) => row[part] !== undefined);
  const { provisional, ...known } = standing;
  const patient: Patient = { ...known, ...Object.fromEntries(said.map((part) => [part, row[part]])) };
  const same = !provisional && said.every((part) => standing[part] === row[part]);
  return { registration: same ? 'same' : 'updated', patient };
};
