import { heldShard, patientKeyOf, pendingShardOf } from './pending.ts';
import { readRecognition, type StoredRecognition } from './stored-submission.ts';
import { type Condition, openTable, type RecordsOptions } from './table.ts';

/** On which list a submission stands. Every call may be repeated, and none makes a submission. */
export const createPendingMarks = (options: RecordsOptions) => {
  const submissions = openTable(options, 'submissions');

  const mark = async (
    result_id: string,
    submission_id: string,
    marks: { pending: string | undefined; pending_patient_id: string | undefined },
    condition: Condition = { when: 'attribute_exists(result_id)' },
  ): Promise<boolean> =>
    (await submissions.update({ result_id, submission_id }, { set: marks }, condition)) !== undefined;

  const unfinished = (result_id: string, patient_id?: string) => ({
    pending: pendingShardOf(result_id),
    pending_patient_id: patient_id,
  });

  /**
   * Only while it is on the list of what is held: an index may still show there what has long gone on.
   * @returns whether it was on that list
   */
  const resumeHeld = (result_id: string, submission_id: string, patient_id?: string): Promise<boolean> =>
    mark(result_id, submission_id, unfinished(result_id, patient_id), {
      when: 'pending = :held',
      values: { ':held': heldShard },
    });

  return {
    resumeHeld,

    /** On the list of what is unfinished, for the reconciler to send it again. */
    resume: (result_id: string, submission_id: string, patient_id?: string): Promise<boolean> =>
      mark(result_id, submission_id, unfinished(result_id, patient_id)),

    /** On no list any more. */
    release: (result_id: string, submission_id: string): Promise<boolean> =>
      mark(result_id, submission_id, { pending: undefined, pending_patient_id: undefined }),

    /**
     * On the list of what is held. Staff may have decided, and had it resumed, a moment before: their decision is
     * looked for afterwards, so that it is resumed whoever comes first.
     */
    async park(result_id: string, submission_id: string): Promise<void> {
      await mark(result_id, submission_id, { pending: heldShard, pending_patient_id: undefined });
      const item = await submissions.get<StoredRecognition>(patientKeyOf(result_id, submission_id));
      const recognition = readRecognition(item, submission_id);
      if (recognition !== 'held') await resumeHeld(result_id, submission_id, recognition?.patient_id);
    },
  };
};
