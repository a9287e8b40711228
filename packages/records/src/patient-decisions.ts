import type { PatientDecision, PatientReview, Recognition } from '@labsecure/contracts/patients';
import { patientKeyOf, reviewKeyOf } from './pending.ts';
import { readRecognition, type StoredRecognition } from './stored-submission.ts';
import { openTable, type RecordsOptions } from './table.ts';

/**
 * Whose result a submission is, decided once; for the processor alone. Who decides first decides for all: everyone else
 * is told what stands.
 */
export const createPatientDecisions = (options: RecordsOptions) => {
  const submissions = openTable(options, 'submissions');

  const settle = async (item: StoredRecognition, submission_id: string): Promise<Recognition> => {
    const key = patientKeyOf(item.result_id, submission_id);
    const stored = { ...item, ...key };
    const written = await submissions.put(stored, { when: 'attribute_not_exists(result_id)' });
    const standing = written ? stored : await submissions.get<StoredRecognition>(key);
    const recognition = readRecognition(standing, submission_id);
    if (recognition === undefined) throw new Error('A decision is not what it was written as.');
    return recognition;
  };

  return {
    decide: (decision: PatientDecision): Promise<Recognition> => settle(decision, decision.submission_id),

    /** Leaves it to staff. What they need is there before it is held. */
    async hold(review: PatientReview): Promise<Recognition> {
      const { result_id, submission_id, held_at } = review;
      await submissions.put({ ...review, ...reviewKeyOf(result_id, submission_id) });
      return settle({ result_id, submission_id, held: true, held_at }, submission_id);
    },
  };
};
export type PatientDecisions = ReturnType<typeof createPatientDecisions>;
