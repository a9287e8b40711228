import type { PatientDecision, Recognition } from '@labsecure/contracts/patients';
import type { Submission, SubmissionState } from '@labsecure/contracts/records';
import { type heldShard, type PendingShard, patientKeyOf } from './pending.ts';

/** A submission as it lies in the table; the marks are there while it is unfinished. */
export type StoredFact = Submission & {
  pending?: PendingShard | typeof heldShard;
  pending_patient_id?: string;
};

/** The state item beside the fact. Before a worker touched it, it may hold a count of resends and no state. */
export type StoredState = { result_id: string; submission_id: string; resent?: number } & (
  | SubmissionState
  | { state?: undefined }
);

/** Beside it too: whose result it is, or that staff are to say so. One item, so that it cannot be both. */
export type StoredRecognition =
  | PatientDecision
  | { result_id: string; submission_id: string; held: true; held_at: string };

export type StoredItem = StoredFact | StoredState | StoredRecognition;

/** The fact in an item of the table; `undefined` for what lies beside it, and for an idempotency key. */
export const readFact = (item: StoredItem): Submission | undefined => {
  if (!('raw_key' in item)) return undefined;
  const { pending: _pending, pending_patient_id: _patient, ...submission } = item;
  return submission;
};

/** The state in an item of the table, when it holds one. */
export const readState = (item: StoredItem): SubmissionState | undefined => {
  if (!('state' in item) || item.state === undefined) return undefined;
  const { result_id: _result, submission_id: _submission, resent: _resent, ...state } = item;
  return state;
};

/** @param submission_id whose it is */
export const readRecognition = (
  item: StoredItem | undefined,
  submission_id: string,
): Recognition | undefined => {
  if (item === undefined || item.submission_id !== patientKeyOf(item.result_id, submission_id).submission_id)
    return undefined;
  if ('held' in item) return 'held';
  return 'basis' in item ? { ...item, submission_id } : undefined;
};
