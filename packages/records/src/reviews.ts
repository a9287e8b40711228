import { provisionalFrom } from '@labsecure/clinical/same-person-split';
import { InvalidInputError, NotFoundError } from '@labsecure/contracts/errors';
import type { PatientDecision } from '@labsecure/contracts/patients';
import { createHeldSubmissions } from './held-submissions.ts';
import { createLinkPatient } from './patient-links.ts';
import { createPatientRecognition } from './patient-recognition.ts';
import { createPatients } from './patients.ts';
import { patientKeyOf } from './pending.ts';
import { createPendingMarks } from './pending-marks.ts';
import { openTable, type RecordsOptions } from './table.ts';

export type { HeldSubmission } from './held-submissions.ts';

/** What staff say of a held submission. With neither a patient nor `new_patient` it is nobody's, and will be rejected. */
export interface StaffDecision {
  result_id: string;
  submission_id: string;
  patient_id?: string | undefined;
  /** A person not registered yet: they become known, provisionally, under the id and with the name the lab sent. */
  new_patient?: boolean | undefined;
  /** Who decided. */
  decided_by: string;
}

const notHeld = (): NotFoundError => new NotFoundError('There is no such submission that is held.');

const isKnown = (): InvalidInputError => {
  const message = 'Somebody else is known under the id the lab sent; name a patient.';
  return new InvalidInputError(
    message,
    [{ pointer: '/new_patient', code: 'E_PATIENT_ID', message }],
    422,
    'E_PATIENT_ID',
  );
};

/** What waits for staff to say whose result it is; for operators. */
export const createReviews = (options: RecordsOptions) => {
  const submissions = openTable(options, 'submissions');
  const { held, find, recognitionOf, reviewOf } = createHeldSubmissions(options);
  const patients = createPatients(options);
  const marks = createPendingMarks(options);
  const { addProvisional } = createPatientRecognition(options);

  /** @returns the id they are known under from now on */
  const addNew = async (result_id: string, submission_id: string): Promise<string> => {
    const review = await reviewOf(result_id, submission_id);
    if (review === undefined) throw notHeld();
    const patient = provisionalFrom(review.sent);
    const standing = (await addProvisional(patient)) ? patient : await patients.find(patient.patient_id);
    const theirs =
      standing?.provisional &&
      standing.birth_date === patient.birth_date &&
      standing.given_name === patient.given_name &&
      standing.family_name === patient.family_name;
    if (theirs) return patient.patient_id;
    throw isKnown();
  };

  return {
    held,
    find,

    /**
     * Says whose result a held submission is, for good, and has it processed. Whoever asks first is heard; may be
     * repeated.
     * @returns what stands, which is what somebody else decided when they were first
     * @throws NotFoundError when there is no such patient, or the submission was never held;
     * InvalidInputError (E_PATIENT_ID) for a new patient when somebody else is known under the id the lab sent
     */
    async decide({
      result_id,
      submission_id,
      patient_id,
      new_patient,
      decided_by,
    }: StaffDecision): Promise<PatientDecision> {
      if (patient_id !== undefined && (await patients.find(patient_id)) === undefined)
        throw new NotFoundError('There is no patient with this id.');
      const before = await recognitionOf(result_id, submission_id);
      if (before === undefined) throw notHeld();
      const whose = new_patient && before === 'held' ? await addNew(result_id, submission_id) : patient_id;
      const decision: PatientDecision = {
        result_id,
        submission_id,
        ...(whose !== undefined && { patient_id: whose }),
        basis: 'staff',
        decided_at: new Date().toISOString(),
        decided_by,
      };
      await submissions.put(
        { ...decision, ...patientKeyOf(result_id, submission_id) },
        { when: 'held = :held', values: { ':held': true } },
      );
      const standing = await recognitionOf(result_id, submission_id);
      if (standing === undefined || standing === 'held') throw notHeld();
      await marks.resume(result_id, submission_id, standing.patient_id);
      return standing;
    },

    linkPatient: createLinkPatient(options, patients),
  };
};
export type Reviews = ReturnType<typeof createReviews>;
