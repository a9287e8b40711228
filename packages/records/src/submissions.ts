import { idempotencyIdOf, receiptIdOf } from '@labsecure/contracts/identity';
import type { Submission, SubmissionState } from '@labsecure/contracts/records';
import { createTableWriter } from '@labsecure/runtime/table-writes';
import { decodeHistoryCursor, encodeHistoryCursor } from './history-cursor.ts';
import { type PendingShard, pendingShardOf, stateKeyOf } from './pending.ts';
import { createStateReader } from './state-reader.ts';
import {
  type Recognition,
  readFact,
  readRecognition,
  readState,
  type StoredFact,
  type StoredItem,
} from './stored-submission.ts';
import { openTable, type RecordsOptions, refusedForGood } from './table.ts';

export interface SubmissionWithState {
  submission: Submission;
  /** Absent: received, and no worker has touched it yet. */
  state?: SubmissionState;
}

export interface RecognisedSubmission extends SubmissionWithState {
  /** Absent: nobody has looked yet whose result it is. */
  recognition?: Recognition;
}

export interface SubmissionHistory {
  items: SubmissionWithState[];
  /** Hand it back to get the next page; absent on the last one. */
  after?: string;
}

/** What labs sent, and how far it has come. The state is only read here: it is the processor's to write. */
export const createSubmissions = (options: RecordsOptions) => {
  const submissions = openTable(options, 'submissions');
  const statesOf = createStateReader(options);
  const putInBatch = createTableWriter(options.documents, options.prefix);

  /** Facts of a result and what lies beside them, consistently. */
  const itemsOf = (result_id: string): Promise<StoredItem[]> =>
    submissions.all<StoredItem>({
      KeyConditionExpression: 'result_id = :result',
      ExpressionAttributeValues: { ':result': result_id },
      ConsistentRead: true,
    });

  const withStates = (result_id: string, items: StoredItem[]): SubmissionWithState[] => {
    const states = new Map(items.map((item) => [item.submission_id, readState(item)]));
    return items
      .flatMap((item) => readFact(item) ?? [])
      .map((submission) => {
        const state = states.get(stateKeyOf(result_id, submission.submission_id).submission_id);
        return { submission, ...(state && { state }) };
      })
      .sort((a, b) => b.submission.received_at.localeCompare(a.submission.received_at));
  };

  /** Every submission of a result, newest first, consistently. Whose it is, the caller checks by lab_id. */
  const ofResult = async (result_id: string): Promise<SubmissionWithState[]> =>
    withStates(result_id, await itemsOf(result_id));

  return {
    /**
     * Stores the fact and marks it unfinished. Writing it again, for a replay, marks it again: it is sent, processed
     * and finished once more, to the same end. `received_at` is that of the latest delivery, since an unconditional
     * put is what can be batched.
     */
    async record(submission: Submission): Promise<void> {
      const fact: StoredFact = {
        ...submission,
        pending: pendingShardOf(submission.result_id),
        pending_patient_id: submission.patient_id,
      };
      await refusedForGood(() => putInBatch('submissions', { ...fact }));
    },

    /**
     * Binds an Idempotency-Key to the body it was first used with.
     * @param digest SHA-256 of the body
     * @returns `taken` when the key was used with another body
     */
    async claimIdempotencyKey(lab_id: string, key: string, digest: string): Promise<'ours' | 'taken'> {
      const ours = await submissions.put(
        { result_id: idempotencyIdOf(lab_id, key), submission_id: 'idempotency', digest },
        {
          when: 'attribute_not_exists(result_id) OR digest = :digest',
          values: { ':digest': digest },
        },
      );
      return ours ? 'ours' : 'taken';
    },

    /**
     * When a body was first received: whoever is first to say so says it for good.
     * @param digest SHA-256 of the body
     * @param received_at of this receipt (RFC 3339)
     */
    async firstReceiptOf(lab_id: string, digest: string, received_at: string): Promise<string> {
      const key = { result_id: receiptIdOf(lab_id, digest), submission_id: 'receipt' };
      const receipt = { ...key, first_received_at: received_at };
      if (await submissions.put(receipt, { when: 'attribute_not_exists(result_id)' })) return received_at;
      const first = await submissions.get<typeof receipt>(key);
      return first?.first_received_at ?? received_at;
    },

    ofResult,

    /**
     * What a lab sent, newest first by its latest delivery. Which there are comes from an index, so one that was received
     * a moment ago may be missing; their states are read by key.
     * @param page.limit items per page, 1 to 100
     * @throws InvalidInputError (400) when `after` is not one this function gave
     */
    async ofLab(
      lab_id: string,
      page: { limit: number; after?: string | undefined },
    ): Promise<SubmissionHistory> {
      const { items, more } = await submissions.page<StoredFact>({
        IndexName: 'by-lab',
        KeyConditionExpression: 'lab_id = :lab',
        ExpressionAttributeValues: { ':lab': lab_id },
        ScanIndexForward: false,
        // One more than asked for, so that a last page that is exactly full does not promise another.
        Limit: page.limit + 1,
        // Whose submissions these are is never in the cursor.
        ...(page.after !== undefined && {
          ExclusiveStartKey: { lab_id, ...decodeHistoryCursor(page.after) },
        }),
      });
      const shown = items.flatMap((item) => readFact(item) ?? []).slice(0, page.limit);
      const states = await statesOf(shown);
      const last = shown.at(-1);
      const goesOn = last !== undefined && (more || items.length > shown.length);
      return {
        items: shown.map((submission, index) => {
          const state = states[index];
          return { submission, ...(state && { state }) };
        }),
        ...(goesOn && { after: encodeHistoryCursor(last) }),
      };
    },

    /** One submission with its state and whose it is, consistently. */
    async find(result_id: string, submission_id: string): Promise<RecognisedSubmission | undefined> {
      const items = await itemsOf(result_id);
      const found = withStates(result_id, items).find(
        ({ submission }) => submission.submission_id === submission_id,
      );
      const [recognition] = items.flatMap((item) => readRecognition(item, submission_id) ?? []);
      return found && { ...found, ...(recognition && { recognition }) };
    },

    /** What is still being processed for a patient, newest first. From an index: to show, not to decide. */
    async pendingOfPatient(patient_id: string): Promise<Submission[]> {
      const items = await submissions.all<StoredFact>({
        IndexName: 'pending-by-patient',
        KeyConditionExpression: 'pending_patient_id = :patient',
        ExpressionAttributeValues: { ':patient': patient_id },
        ScanIndexForward: false,
      });
      return items.flatMap((item) => readFact(item) ?? []);
    },

    /**
     * Unfinished submissions of one shard, longest waiting first. From an index, so one that finished a moment ago may
     * be among them.
     * @param instant received before this (RFC 3339, UTC)
     * @param limit at most this many
     */
    async pendingBefore(instant: string, shard: PendingShard, limit = 100): Promise<Submission[]> {
      const { items } = await submissions.page<StoredFact>({
        IndexName: 'pending',
        KeyConditionExpression: '#pending = :shard AND received_at < :instant',
        ExpressionAttributeNames: { '#pending': 'pending' },
        ExpressionAttributeValues: { ':shard': shard, ':instant': instant },
        Limit: limit,
      });
      return items.flatMap((item) => readFact(item) ?? []);
    },
  };
};
export type Submissions = ReturnType<typeof createSubmissions>;
