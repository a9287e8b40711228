import { UnavailableError } from '@labsecure/contracts/errors';
import type { Patient } from '@labsecure/contracts/patients';
import { type Registration, type RegistryRow, register } from './registry-row.ts';
import {
  nameKeyFor,
  readPatient,
  type StoredLink,
  type StoredPatient,
  toStoredPatient,
} from './stored-patient.ts';
import type { Condition, openTable } from './table.ts';

const attempts = 5;

/** What of a patient is compared with others, and so must not change between looking and writing. */
export const unchanged = ({
  given_name,
  family_name,
  birth_date,
  provisional,
}: Pick<Patient, 'given_name' | 'family_name' | 'birth_date' | 'provisional'>): Condition => ({
  when: [
    'given_name = :was_given AND family_name = :was_family',
    birth_date === undefined ? 'attribute_not_exists(birth_date)' : 'birth_date = :was_born',
    provisional ? 'provisional = :was_provisional' : 'attribute_not_exists(provisional)',
  ].join(' AND '),
  values: {
    ':was_given': given_name,
    ':was_family': family_name,
    ...(birth_date !== undefined && { ':was_born': birth_date }),
    ...(provisional && { ':was_provisional': true }),
  },
});

/**
 * Takes a row of a registry: a new patient, or what it says more or otherwise of one who is there.
 * @param patients the table
 * @returns a function that writes it, unless it is about somebody else than who stands there under its id; it throws
 * UnavailableError when others wrote the same patient all the time
 */
export const createRegister =
  (patients: ReturnType<typeof openTable>) =>
  async (row: RegistryRow): Promise<Registration> => {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const { patient_id } = row;
      const standing = readPatient(await patients.get<StoredPatient | StoredLink>({ patient_id }));
      const { registration, patient } = register(row, standing);
      if (registration === 'same' || registration === 'conflict') return registration;
      if (standing === undefined) {
        const added = await patients.put(toStoredPatient(patient), {
          when: 'attribute_not_exists(patient_id)',
        });
        if (added) return registration;
        continue;
      }
      const { given_name, family_name, birth_date, sex, medical_record_number } = patient;
      const set = { given_name, family_name, birth_date, sex, medical_record_number, provisional: undefined };
      const written = await patients.update(
        { patient_id },
        { set: { ...set, name_key: nameKeyFor(patient) } },
        unchanged(standing),
      );
      if (written) return registration;
    }
    throw new UnavailableError();
  };
