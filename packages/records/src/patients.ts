import { NotFoundError } from '@labsecure/contracts/errors';
import type { Patient } from '@labsecure/contracts/patients';
import { createRegister } from './registry.ts';
import { readPatient, type StoredLink, type StoredPatient, toStoredPatient } from './stored-patient.ts';
import { openTable, type RecordsOptions } from './table.ts';

/** The registry of patients. */
export const createPatients = (options: RecordsOptions) => {
  const patients = openTable(options, 'patients');
  const find = async (patient_id: string): Promise<Patient | undefined> =>
    readPatient(await patients.get<StoredPatient | StoredLink>({ patient_id }));

  return {
    find,

    /**
     * The patient this login may read. The index only proposes: the registry's own record decides. Nobody reads as one
     * who is known from a result alone.
     */
    async bySubject(subject: string): Promise<Patient | undefined> {
      const proposed = await patients.all<StoredPatient>({
        IndexName: 'by-subject',
        KeyConditionExpression: 'subject = :subject',
        ExpressionAttributeValues: { ':subject': subject },
      });
      const current = await Promise.all(proposed.map(({ patient_id }) => find(patient_id)));
      return current.find((patient) => patient?.subject === subject && !patient.provisional);
    },

    async put(patient: Patient): Promise<void> {
      await patients.put(toStoredPatient(patient));
    },

    register: createRegister(patients),

    /** @throws NotFoundError when there is no such patient */
    async setEmailNotifications(patient_id: string, on: boolean): Promise<void> {
      const updated = await patients.update(
        { patient_id },
        { set: { email_notifications: on } },
        { when: 'attribute_exists(patient_id)' },
      );
      if (!updated) throw new NotFoundError();
    },
  };
};
export type Patients = ReturnType<typeof createPatients>;
