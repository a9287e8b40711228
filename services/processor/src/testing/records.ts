import type { ResultVersion, Submission } from '@labsecure/contracts/records';

export const aVersion = (over: Partial<ResultVersion> = {}): ResultVersion => ({
  result_id: 'b3b5f5b0-0000-5000-8000-000000000001',
  version: '2024-01-15T10:30:00.000Z#3#s',
  submission_id: 's',
  patient_id: 'P1',
  lab_id: 'LAB001',
  lab_name: 'Quest Diagnostics',
  panel: { id: 'cbc', name: 'Complete blood count' },
  status: 'final',
  corrected: false,
  collected_at: '2024-01-15T10:30:00Z',
  reported_at: '2024-01-15T10:30:00Z',
  collected_instant: '2024-01-15T10:30:00.000Z',
  notes: [],
  observations: [],
  summary: { total: 0, flagged: 0, critical: 0, unknown: 0 },
  raw_key: 'raw/k',
  ...over,
});

export const aSubmission = (over: Partial<Submission> = {}): Submission => ({
  result_id: 'b3b5f5b0-0000-5000-8000-000000000001',
  submission_id: 'b3b5f5b0-0000-5000-8000-000000000002',
  lab_id: 'LAB001',
  lab_name: 'Quest Diagnostics',
  patient_id: 'P1',
  panel_name: 'Complete blood count',
  raw_key: 'raw/k',
  media_type: 'application/json',
  time_zone: 'America/New_York',
  digest: '0'.repeat(64),
  received_at: '2024-01-15T11:00:00.000Z',
  warnings: [],
  ...over,
});
