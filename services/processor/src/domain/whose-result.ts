import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import type { Patient, PatientDecision, Recognition } from '@labsecure/contracts/patients';
import type { Submission } from '@labsecure/contracts/records';
import type { ProcessPorts } from './ports.ts';
import { createRecognise, type Verdict } from './recognise.ts';

/** Whose result it is; without a patient: nobody's, and it is to be rejected. */
export interface Whose {
  decision: PatientDecision;
  /** As they are now; absent also when there is nobody under the id. */
  patient?: Patient | undefined;
}

const settle = (
  ports: ProcessPorts,
  verdict: Verdict,
  submission: Submission,
  sent: CanonicalReport['patient'],
) => {
  const { result_id, submission_id } = submission;
  const at = new Date().toISOString();
  if ('candidates' in verdict) {
    const { candidates } = verdict;
    return ports.leaveToStaff({ result_id, submission_id, held_at: at, sent, candidates });
  }
  const { basis, patient } = verdict;
  const whose = patient && { patient_id: patient.patient_id };
  return ports.decide({ result_id, submission_id, ...whose, basis, decided_at: at });
};

/**
 * Whose result a submission is: what was decided before, by whomever, and otherwise what is found out now. It is decided
 * once, so that workers who see different things, or see them at different times, do the same.
 * @returns 'held' when staff are to decide
 */
export const createWhoseResult = (ports: ProcessPorts) => {
  const recognise = createRecognise(ports);

  const withPatient = async (decision: PatientDecision, known?: Patient): Promise<Whose> => {
    const { patient_id } = decision;
    if (patient_id === undefined) return { decision };
    const patient = patient_id === known?.patient_id ? known : await ports.patientOf(patient_id);
    return { decision, patient };
  };

  return async (
    submission: Submission,
    sent: CanonicalReport['patient'],
    standing: Recognition | undefined,
  ): Promise<Whose | 'held'> => {
    if (standing !== undefined) return standing === 'held' ? 'held' : withPatient(standing);
    const verdict = await recognise(submission.lab_id, sent);
    const settled = await settle(ports, verdict, submission, sent);
    if (settled === 'held') return 'held';
    return withPatient(settled, 'candidates' in verdict ? undefined : verdict.patient);
  };
};
