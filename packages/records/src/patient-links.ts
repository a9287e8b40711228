import { InvalidInputError, NotFoundError } from '@labsecure/contracts/errors';
import type { Patients } from './patients.ts';
import { linkKeyOf, type StoredLink } from './stored-patient.ts';
import { openTable, type RecordsOptions } from './table.ts';

const isSomebodys = (): InvalidInputError => {
  const message = 'The id is itself that of a registered patient, and stands for them.';
  return new InvalidInputError(
    message,
    [{ pointer: '/sent_id', code: 'E_PATIENT_ID', message }],
    422,
    'E_PATIENT_ID',
  );
};

/**
 * Staff say whom a lab means by an id.
 * @returns a function that keeps it, and throws NotFoundError when the patient does not exist, InvalidInputError
 * (E_PATIENT_ID) when the id is itself that of a registered patient
 */
export const createLinkPatient = (options: RecordsOptions, { find }: Pick<Patients, 'find'>) => {
  const patients = openTable(options, 'patients');

  return async (lab_id: string, sent_id: string, patient_id: string, by: string): Promise<void> => {
    const [meant, named] = await Promise.all([find(patient_id), find(sent_id)]);
    if (meant === undefined) throw new NotFoundError('There is no patient with this id.');
    if (sent_id === patient_id || (named !== undefined && !named.provisional)) throw isSomebodys();
    const link: StoredLink = {
      ...linkKeyOf(lab_id, sent_id),
      lab_id,
      sent_id,
      linked_patient_id: patient_id,
      linked_by: by,
      linked_at: new Date().toISOString(),
    };
    await patients.put(link);
  };
};
