import type { PatientDecision, PatientReview, Recognition } from '@labsecure/contracts/patients';
import type { Submission } from '@labsecure/contracts/records';
import { decodeHistoryCursor, encodeHistoryCursor } from './history-cursor.ts';
import { heldShard, patientKeyOf, reviewKeyOf } from './pending.ts';
import { createPendingMarks } from './pending-marks.ts';
import { readFact, readRecognition, type StoredFact, type StoredRecognition } from './stored-submission.ts';
import { openTable, type RecordsOptions } from './table.ts';

export interface HeldSubmission {
  submission: Submission;
  review: PatientReview;
}

interface HeldPage {
  /** 1 to 100. */
  limit: number;
  /** Absent: from the beginning. */
  after?: string | undefined;
}

/** What waits for staff, as it lies there; for operators, and for the reconciler. */
export const createHeldSubmissions = (options: RecordsOptions) => {
  const submissions = openTable(options, 'submissions');
  const marks = createPendingMarks(options);

  const recognitionOf = async (result_id: string, submission_id: string): Promise<Recognition | undefined> =>
    readRecognition(
      await submissions.get<StoredRecognition>(patientKeyOf(result_id, submission_id)),
      submission_id,
    );

  const reviewOf = async (result_id: string, submission_id: string): Promise<PatientReview | undefined> => {
    const item = await submissions.get<PatientReview>(reviewKeyOf(result_id, submission_id));
    return item && { ...item, submission_id };
  };

  /**
   * What was decided and not resumed, because something died in between, is resumed.
   * @returns 'gone' where the index was late, and it had gone on before
   */
  const look = async ({ result_id, submission_id }: Submission): Promise<'held' | 'resumed' | 'gone'> => {
    const recognition = await recognitionOf(result_id, submission_id);
    if (recognition === 'held') return 'held';
    const resumed = await marks.resumeHeld(result_id, submission_id, recognition?.patient_id);
    return resumed ? 'resumed' : 'gone';
  };

  const heldOrResumed = async (submission: Submission): Promise<HeldSubmission | undefined> => {
    const [found, review] = await Promise.all([
      look(submission),
      reviewOf(submission.result_id, submission.submission_id),
    ]);
    return found === 'held' && review ? { submission, review } : undefined;
  };

  /** A page of the list as the index has it, longest waiting first. */
  const listed = async ({ limit, after }: HeldPage): Promise<{ facts: Submission[]; after?: string }> => {
    const { items, more } = await submissions.page<StoredFact>({
      IndexName: 'pending',
      KeyConditionExpression: '#pending = :held',
      ExpressionAttributeNames: { '#pending': 'pending' },
      ExpressionAttributeValues: { ':held': heldShard },
      Limit: limit,
      ...(after !== undefined && {
        ExclusiveStartKey: { pending: heldShard, ...decodeHistoryCursor(after) },
      }),
    });
    const facts = items.flatMap((item) => readFact(item) ?? []);
    const last = facts.at(-1);
    return { facts, ...(more && last && { after: encodeHistoryCursor(last) }) };
  };

  return {
    recognitionOf,
    reviewOf,

    /**
     * What is held, longest waiting first. Which there are comes from an index, so one that was held a moment ago may be
     * missing; whether they are still held is read by key. A page may hold less than the limit and not be the last.
     * @throws InvalidInputError (400) when `after` is not one this function gave
     */
    async held(page: HeldPage): Promise<{ items: HeldSubmission[]; after?: string }> {
      const { facts, ...next } = await listed(page);
      const held = await Promise.all(facts.map(heldOrResumed));
      return { items: held.filter((one) => one !== undefined), ...next };
    },

    /**
     * Goes through a page of what is held, for what was decided and not resumed; for the reconciler.
     * @returns how many it resumed, and where to go on; without `after` the list has been gone through
     * @throws InvalidInputError (400) when `after` is not one this function gave
     */
    async resumeDecided(page: HeldPage): Promise<{ resumed: number; after?: string }> {
      const { facts, ...next } = await listed(page);
      const found = await Promise.all(facts.map(look));
      return { resumed: found.filter((one) => one === 'resumed').length, ...next };
    },

    /** One that is held or was, with what was decided since, consistently; `undefined` when it never was. */
    async find(
      result_id: string,
      submission_id: string,
    ): Promise<(HeldSubmission & { decision?: PatientDecision }) | undefined> {
      const [fact, review, recognition] = await Promise.all([
        submissions.get<StoredFact>({ result_id, submission_id }),
        reviewOf(result_id, submission_id),
        recognitionOf(result_id, submission_id),
      ]);
      const submission = fact && readFact(fact);
      if (submission === undefined || review === undefined || recognition === undefined) return undefined;
      return { submission, review, ...(recognition !== 'held' && { decision: recognition }) };
    },
  };
};
