import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import type { Problem } from '@labsecure/contracts/problem';
import type { Patient } from '@labsecure/contracts/records';

/**
 * Whether the report can be about the patient it names. A date of birth that contradicts the registry's means that it
 * is somebody else's; the lab is told so, and not what the registry holds.
 * @returns E_PATIENT_MISMATCH refuses, W_NO_PATIENT remarks that nobody is registered under the id yet
 */
export const checkPatient = (report: CanonicalReport, patient: Patient | undefined): Problem[] => {
  const { birth_date } = report.patient;
  if (patient === undefined) {
    const message = 'The patient is not registered; the result is kept and shows as soon as the patient is.';
    return [{ pointer: '/patient_id', code: 'W_NO_PATIENT', message }];
  }
  if (birth_date === undefined || patient.birth_date === undefined || birth_date === patient.birth_date)
    return [];
  const message =
    'The date of birth is not that of the patient registered under this patient_id; check both.';
  return [{ pointer: '/patient/date_of_birth', code: 'E_PATIENT_MISMATCH', message }];
};
