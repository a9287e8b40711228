import { nameKeyOf } from '@labsecure/clinical/same-person-words';
import type { Patient } from '@labsecure/contracts/patients';
import { unchanged } from './registry.ts';
import {
  linkKeyOf,
  readPatient,
  type StoredLink,
  type StoredPatient,
  toStoredPatient,
} from './stored-patient.ts';
import { openTable, type RecordsOptions } from './table.ts';

/** Of either list of those who may be meant. Who shares a day or a name with more is not told apart by it. */
const mostProposed = 500;
/** Of those born on a day, among whom there may be any number who are known from reports alone. */
const mostPages = 5;

export interface Proposed {
  /** Registered ones. From indexes: what they are now, their own records say. */
  patients: Patient[];
  /** Whether nobody was left out. */
  complete: boolean;
}

/** Who a report may be about. For the processor. */
export const createPatientRecognition = (options: RecordsOptions) => {
  const patients = openTable(options, 'patients');
  const read = (items: StoredPatient[]): Patient[] => items.flatMap((item) => readPatient(item) ?? []);

  return {
    /** Whom staff said a lab means by an id, consistently. */
    async linkedTo(lab_id: string, sent_id: string): Promise<string | undefined> {
      return (await patients.get<StoredLink>(linkKeyOf(lab_id, sent_id)))?.linked_patient_id;
    },

    /** From an index: it proposes and does not decide. */
    async byRecordNumber(medical_record_number: string): Promise<Patient[]> {
      const { items } = await patients.page<StoredPatient>({
        IndexName: 'by-record-number',
        KeyConditionExpression: 'medical_record_number = :number',
        ExpressionAttributeValues: { ':number': medical_record_number },
        Limit: mostProposed,
      });
      return read(items);
    },

    /** Registered patients born on that day or of that name. */
    async alike({ name, birth_date }: { name: string; birth_date: string }): Promise<Proposed> {
      const name_key = nameKeyOf(name);
      const [born, named] = await Promise.all([
        patients.firstPages<StoredPatient>(
          {
            IndexName: 'by-birth-date',
            KeyConditionExpression: 'birth_date = :day',
            FilterExpression: 'attribute_not_exists(provisional)',
            ExpressionAttributeValues: { ':day': birth_date },
            // Of a page, before the filter.
            Limit: mostProposed,
          },
          { items: mostProposed, pages: mostPages },
        ),
        name_key === undefined
          ? { items: [], more: false }
          : patients.page<StoredPatient>({
              IndexName: 'by-name',
              KeyConditionExpression: 'name_key = :name',
              ExpressionAttributeValues: { ':name': name_key },
              Limit: mostProposed,
            }),
      ]);
      const all = read([...born.items, ...named.items]);
      const distinct = new Map(all.map((patient) => [patient.patient_id, patient]));
      return { patients: [...distinct.values()], complete: !born.more && !named.more };
    },

    /** @returns false when somebody stands under the id already; nothing is written then */
    addProvisional: (patient: Patient): Promise<boolean> =>
      patients.put(toStoredPatient({ ...patient, provisional: true }), {
        when: 'attribute_not_exists(patient_id)',
      }),

    /**
     * Keeps what another report says of somebody who is known from reports alone.
     * @param standing as they were when it was compared with them
     * @returns false when they are not so any more; nothing is written then
     */
    async completeProvisional(
      standing: Patient,
      more: Pick<Patient, 'given_name' | 'family_name' | 'birth_date' | 'sex'>,
    ): Promise<boolean> {
      const { given_name, family_name, birth_date, sex } = more;
      const written = await patients.update(
        { patient_id: standing.patient_id },
        { set: { given_name, family_name, birth_date, sex } },
        unchanged({ ...standing, provisional: true }),
      );
      return written !== undefined;
    },
  };
};
export type PatientRecognition = ReturnType<typeof createPatientRecognition>;
