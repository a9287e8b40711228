import { digestOf, rawKeyOf, resultIdOf, submissionIdOf } from '@labsecure/contracts/identity';
import type { Submission } from '@labsecure/contracts/records';

export interface TestDelivery {
  submission: Submission;
  bytes: Uint8Array;
}

export const statuses = ['preliminary', 'final', 'corrected'] as const;

/** All orders of three. */
export const sixOrders = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;

/** A body in the native format: one hemoglobin, whose value tells versions apart. */
export const aBody = (over: Record<string, unknown> = {}): Record<string, unknown> => ({
  patient_id: 'P123456',
  lab_id: 'LAB001',
  accession_number: 'A-1',
  test_type: 'other',
  test_date: '2024-01-15T10:30:00Z',
  status: 'final',
  results: [{ test_code: 'HGB', value: 13.2, unit: 'g/dL', reference_range: '12.0-16.0' }],
  ...over,
});

/** What ingest leaves behind for a body: the bytes, and the fact of their receipt. */
export const deliveryOf = (
  body: Record<string, unknown> | string,
  over: Partial<Submission> = {},
): TestDelivery => {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const read = typeof body === 'string' ? aBody() : body;
  const lab_id = 'LAB001';
  const digest = digestOf(bytes);
  const accession_number = String(read.accession_number);
  const result_id = resultIdOf({ lab_id, panel: { id: 'other' }, accession_number, digest });
  const reported_at = String(read.reported_at ?? read.test_date);
  const submission: Submission = {
    result_id,
    submission_id: submissionIdOf(result_id, digest),
    lab_id,
    lab_name: 'Quest Diagnostics',
    patient_id: String(read.patient_id),
    panel_name: 'Other',
    raw_key: rawKeyOf({ lab_id, reported_at, result_id, digest, extension: 'json' }),
    media_type: 'application/json',
    time_zone: 'America/New_York',
    digest,
    received_at: new Date().toISOString(),
    warnings: [],
    ...over,
  };
  return { submission, bytes };
};
