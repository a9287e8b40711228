import { comparePersons } from '@labsecure/clinical/same-person';
import type { Patient } from '@labsecure/contracts/patients';

/** What a registry says of a patient. */
export type RegistryRow = Pick<
  Patient,
  'patient_id' | 'given_name' | 'family_name' | 'birth_date' | 'sex' | 'medical_record_number'
>;

/** `conflict`: who stands there is somebody else, and stays. */
export type Registration = 'new' | 'updated' | 'same' | 'conflict';

/**
 * Whether the row is about who stands there. Of one known from results alone, whoever is registered gets to see these
 * results, so what the results say of the person must agree; a registered one may be corrected, but not replaced.
 */
const isSamePerson = (row: RegistryRow, standing: Patient): boolean => {
  const { name, birth_date } = comparePersons(
    { name: `${row.given_name} ${row.family_name}`, birth_date: row.birth_date, sex: row.sex },
    standing,
  );
  const nameAlike = name === 'same' || name === 'alike';
  if (!standing.provisional) {
    if (birth_date === 'same') return true;
    return birth_date === 'unknown' ? name !== 'other' : nameAlike;
  }
  if (birth_date === 'same') return name !== 'other';
  const nothingKnown = standing.birth_date === undefined && name === 'unknown';
  return birth_date === 'unknown' && (nameAlike || nothingKnown);
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
