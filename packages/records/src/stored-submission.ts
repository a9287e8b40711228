import type { Submission, SubmissionState } from '@labsecure/contracts/records';
import type { PendingShard } from './pending.ts';

/** A submission as it lies in the table; the marks are there while it is unfinished. */
export type StoredFact = Submission & { pending?: PendingShard; pending_patient_id?: string };

/** The state item beside the fact. Before a worker touched it, it may hold a count of resends and no state. */
export type StoredState = { result_id: string; submission_id: string; resent?: number } & (
  | SubmissionState
  | { state?: undefined }
);

/** The fact in an item of the table; `undefined` for a state or an idempotency key. */
export const readFact = (item: StoredFact | StoredState): Submission | undefined => {
  if (!('raw_key' in item)) return undefined;
  const { pending: _pending, pending_patient_id: _patient, ...submission } = item;
  return submission;
};

/** The state in an item of the table, when it holds one. */
export const readState = (item: StoredFact | StoredState): SubmissionState | undefined => {
  if (!('state' in item) || item.state === undefined) return undefined;
  const { result_id: _result, submission_id: _submission, resent: _resent, ...state } = item;
  return state;
};
