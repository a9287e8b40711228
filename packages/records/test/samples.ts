import { randomUUID } from 'node:crypto';
import type { Observation, ResultVersion, Submission } from '@labsecure/contracts/records';
import { versionOrder } from '@labsecure/contracts/version-order';
import type { ResultStatus } from '@labsecure/contracts/vocabulary';

export const anObservation = (sent = '7.50'): Observation => ({
  code: 'WBC',
  name: 'White blood cells',
  analyte_id: 'wbc',
  value: { kind: 'quantity', number: Number(sent), sent },
  unit: '10^3/uL',
  range: { low: 4, high: 11, low_inclusive: true, high_inclusive: true, text: '4.0-11.0', source: 'lab' },
  flags_disagree: false,
  notes: [],
});

export const aVersion = (
  parts: Partial<ResultVersion> & { status?: ResultStatus; reported_at?: string } = {},
): ResultVersion => {
  const submission_id = parts.submission_id ?? randomUUID();
  const status = parts.status ?? 'final';
  const reported_at = parts.reported_at ?? '2024-01-15T14:00:00Z';
  return {
    result_id: randomUUID(),
    version: versionOrder(reported_at, status, submission_id),
    submission_id,
    patient_id: 'P-1',
    lab_id: 'LAB001',
    lab_name: 'Riverside Laboratory',
    panel: { id: 'cbc', name: 'Complete blood count' },
    status,
    corrected: status === 'corrected' || status === 'amended',
    collected_at: '2024-01-15T10:30:00-05:00',
    collected_instant: '2024-01-15T15:30:00.000Z',
    reported_at,
    notes: [],
    observations: [anObservation()],
    summary: { total: 1, flagged: 0, critical: 0, unknown: 0 },
    raw_key: 'raw/LAB001/2024/01/15/a/b.json',
    ...parts,
  };
};

export const aSubmission = (parts: Partial<Submission> = {}): Submission => ({
  result_id: randomUUID(),
  submission_id: randomUUID(),
  lab_id: 'LAB001',
  lab_name: 'Riverside Laboratory',
  patient_id: 'P-1',
  panel_name: 'Complete blood count',
  raw_key: 'raw/LAB001/2024/01/15/a/b.json',
  media_type: 'application/json',
  time_zone: 'America/New_York',
  digest: 'd'.repeat(64),
  received_at: '2024-01-15T15:00:00.000Z',
  warnings: [],
  ...parts,
});
