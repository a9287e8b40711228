import type { PatientDecision, PatientReview } from '@labsecure/contracts/patients';
import type { Submission } from '@labsecure/contracts/records';
import { decodeHistoryCursor, encodeHistoryCursor } from './history-cursor.ts';
import { heldShard, patientKeyOf, reviewKeyOf } from './pending.ts';
import { createPendingMarks } from './pending-marks.ts';
import {
  type Recognition,
  readFact,
  readRecognition,
  type StoredFact,
  type StoredRecognition,
} from './stored-submission.ts';
import { openTable, type RecordsOptions } from './table.ts';

export interface HeldSubmission {
  submission: Submission;
  review: PatientReview;
}

/** What waits for staff, as it lies there; for operators. */
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

  /** What was decided and not resumed, because something died in between, is resumed. */
  const heldOrResumed = async (submission: Submission): Promise<HeldSubmission | undefined> => {
    const { result_id, submission_id } = submission;
    const [recognition, review] = await Promise.all([
      recognitionOf(result_id, submission_id),
      reviewOf(result_id, submission_id),
    ]);
    if (recognition === 'held') return review && { submission, review };
    await marks.resumeHeld(result_id, submission_id, recognition?.patient_id);
    return undefined;
  };

  return {
    recognitionOf,
    reviewOf,

    /**
     * What is held, longest waiting first. Which there are comes from an index, so one that was held a moment ago may be
     * missing; whether they are still held is read by key. A page may hold less than the limit and not be the last.
     * @param page.limit 1 to 100
     * @throws InvalidInputError (400) when `after` is not one this function gave
     */
    async held(page: {
      limit: number;
      after?: string | undefined;
    }): Promise<{ items: HeldSubmission[]; after?: string }> {
      const { items, more } = await submissions.page<StoredFact>({
        IndexName: 'pending',
        KeyConditionExpression: '#pending = :held',
        ExpressionAttributeNames: { '#pending': 'pending' },
        ExpressionAttributeValues: { ':held': heldShard },
        Limit: page.limit,
        ...(page.after !== undefined && {
          ExclusiveStartKey: { pending: heldShard, ...decodeHistoryCursor(page.after) },
        }),
      });
      const facts = items.flatMap((item) => readFact(item) ?? []);
      const held = await Promise.all(facts.map(heldOrResumed));
      const last = facts.at(-1);
      return {
        items: held.filter((one) => one !== undefined),
        ...(more && last && { after: encodeHistoryCursor(last) }),
      };
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
