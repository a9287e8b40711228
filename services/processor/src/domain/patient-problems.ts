import type { Patient, PatientDecision } from '@labsecure/contracts/patients';
import type { Problem } from '@labsecure/contracts/problem';

/** None of these tells a lab what the registry holds. */
const waits: Problem = {
  pointer: '/patient_id',
  code: 'W_PATIENT_REVIEW',
  message: 'The result waits until staff have confirmed whose it is.',
};

const contradicts: Problem = {
  pointer: '/patient/date_of_birth',
  code: 'E_PATIENT_MISMATCH',
  message: 'The date of birth is not that of the patient registered under this patient_id; check both.',
};

const nobodys: Problem = {
  pointer: '/patient_id',
  code: 'E_PATIENT_UNKNOWN',
  message: 'Staff could not find out whose result this is; check the patient and send it anew.',
};

const notRegistered: Problem = {
  pointer: '/patient_id',
  code: 'W_NO_PATIENT',
  message: 'The patient is not registered; the result is kept and shows as soon as the patient is.',
};

/** What the lab is told of a result that waits for staff. */
export const whileHeld: Problem[] = [waits];

/** Why a result is nobody's. */
export const whyNobodys = ({ basis }: PatientDecision): Problem[] => [
  basis === 'staff' ? nobodys : contradicts,
];

/** @param patient whose result it is; absent or provisional: nobody can sign in as them yet */
export const remarksOnPatient = (patient: Patient | undefined): Problem[] =>
  patient === undefined || patient.provisional ? [notRegistered] : [];
