import { NotFoundError } from '@labsecure/contracts/errors';
import type { Patient } from '@labsecure/contracts/records';
import { openTable, type RecordsOptions } from './table.ts';

/** The registry of patients. */
export const createPatients = (options: RecordsOptions) => {
  const patients = openTable(options, 'patients');
  const find = (patient_id: string): Promise<Patient | undefined> => patients.get<Patient>({ patient_id });

  return {
    find,

    /** The patient this login may read. The index only proposes: the registry's own record decides. */
    async bySubject(subject: string): Promise<Patient | undefined> {
      const proposed = await patients.all<Patient>({
        IndexName: 'by-subject',
        KeyConditionExpression: 'subject = :subject',
        ExpressionAttributeValues: { ':subject': subject },
      });
      const current = await Promise.all(proposed.map(({ patient_id }) => find(patient_id)));
      return current.find((patient) => patient?.subject === subject);
    },

    async put(patient: Patient): Promise<void> {
      await patients.put(patient);
    },

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
