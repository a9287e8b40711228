import type { Interpretation } from '@labsecure/clinical/interpret';
import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import type { ResultVersion, Submission } from '@labsecure/contracts/records';
import { versionOrder } from '@labsecure/contracts/version-order';

/**
 * One version of a result as the patient will see it.
 * Whose it is was decided: the id the lab sent may be another's.
 * The lab's name is the registry's at the time of receipt, not what the body calls itself.
 */
export const buildVersion = (
  submission: Submission,
  report: CanonicalReport,
  patientId: string,
  interpretation: Interpretation,
): ResultVersion => ({
  result_id: submission.result_id,
  version: versionOrder(report.reported_at, report.status, submission.submission_id),
  submission_id: submission.submission_id,
  patient_id: patientId,
  lab_id: submission.lab_id,
  lab_name: submission.lab_name,
  ...(report.accession_number === undefined ? {} : { accession_number: report.accession_number }),
  panel: interpretation.panel,
  status: report.status,
  corrected: report.status === 'corrected' || report.status === 'amended',
  collected_at: report.collected_at,
  reported_at: report.reported_at,
  collected_instant: new Date(report.collected_at).toISOString(),
  ...(report.ordering_provider === undefined ? {} : { ordering_provider: report.ordering_provider }),
  ...(report.specimen === undefined ? {} : { specimen: report.specimen }),
  notes: report.notes,
  observations: interpretation.observations,
  summary: interpretation.summary,
  raw_key: submission.raw_key,
});
