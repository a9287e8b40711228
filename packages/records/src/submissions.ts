import type { Recognition } from '@labsecure/contracts/patients';
import type { Submission } from '@labsecure/contracts/records';
import { createTableWriter } from '@labsecure/runtime/table-writes';
import { createLabHistory, type SubmissionWithState } from './lab-history.ts';
import { type PendingShard, patientKeyOf, pendingShardOf, stateKeyOf } from './pending.ts';
import {
  readFact,
  readRecognition,
  readState,
  type StoredFact,
  type StoredItem,
  type StoredRecognition,
} from './stored-submission.ts';
import { createSubmissionClaims } from './submission-claims.ts';
import { openTable, type RecordsOptions, refusedForGood } from './table.ts';

export interface RecognisedSubmission extends SubmissionWithState {
  /** Absent: nobody has looked yet whose result it is. */
  recognition?: Recognition;
}

/** What labs sent, and how far it has come. The state is only read here: it is the processor's to write. */
export const createSubmissions = (options: RecordsOptions) => {
  const submissions = openTable(options, 'submissions');
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

  /** Whose it was decided to be, consistently. */
  const ownerOf = async ({ result_id, submission_id }: Submission): Promise<string | undefined> => {
    const item = await submissions.get<StoredRecognition>(patientKeyOf(result_id, submission_id));
    const recognition = readRecognition(item, submission_id);
    return recognition === 'held' ? undefined : recognition?.patient_id;
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

    ...createSubmissionClaims(submissions),

    ofResult,

    ofLab: createLabHistory(options),

    /** One submission with its state and whose it is, consistently. */
    async find(result_id: string, submission_id: string): Promise<RecognisedSubmission | undefined> {
      const items = await itemsOf(result_id);
      const found = withStates(result_id, items).find(
        ({ submission }) => submission.submission_id === submission_id,
      );
      const [recognition] = items.flatMap((item) => readRecognition(item, submission_id) ?? []);
      return found && { ...found, ...(recognition && { recognition }) };
    },

    /**
     * What is still being processed of a patient's results, newest first: only what was decided to be theirs, for a
     * lab's word alone is no reason to show them anything. From an index: to show, not to decide.
     */
    async pendingOfPatient(patient_id: string): Promise<Submission[]> {
      const items = await submissions.all<StoredFact>({
        IndexName: 'pending-by-patient',
        KeyConditionExpression: 'pending_patient_id = :patient',
        ExpressionAttributeValues: { ':patient': patient_id },
        ScanIndexForward: false,
      });
      const facts = items.flatMap((item) => readFact(item) ?? []);
      const owners = await Promise.all(facts.map(ownerOf));
      return facts.filter((_fact, at) => owners[at] === patient_id);
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
