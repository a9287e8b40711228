import type { SubmissionState } from '@labsecure/contracts/records';
import { stateKeyOf } from './pending.ts';
import type { StoredState } from './stored-submission.ts';
import { openTable, type RecordsOptions } from './table.ts';

/** How a submission ended. */
export type Ending = Omit<SubmissionState, 'state' | 'updated_at'> & {
  state: 'READY' | 'REJECTED' | 'FAILED';
};

/** 'settled': it ends this way, now or since before. 'ended-otherwise': it had ended for good, and stays that way. */
export type Settlement = 'settled' | 'ended-otherwise';

/** The state of submissions; for the processor alone. Every call may be repeated. */
export const createSubmissionStates = (options: RecordsOptions) => {
  const submissions = openTable(options, 'submissions');

  /** READY and REJECTED are for good; a submission that FAILED may still become either. */
  const settle = async (result_id: string, submission_id: string, ending: Ending): Promise<Settlement> => {
    const key = stateKeyOf(result_id, submission_id);
    const { state, problems, reason, version } = ending;
    const settled = await submissions.update(
      key,
      // The count of resends starts anew, should the lab send a failed one again.
      { set: { state, problems, reason, version, updated_at: new Date().toISOString(), resent: undefined } },
      {
        when: 'attribute_not_exists(#state) OR NOT #state IN (:ready, :rejected)',
        values: { ':ready': 'READY', ':rejected': 'REJECTED' },
      },
    );
    if (settled) return 'settled';
    // It is final, so reading it after the write is no race.
    const final = await submissions.get<StoredState>(key);
    return final?.state === state ? 'settled' : 'ended-otherwise';
  };

  /** Takes the fact out of the indexes of what is unfinished; never makes a fact. */
  const release = async (result_id: string, submission_id: string): Promise<void> => {
    await submissions.update(
      { result_id, submission_id },
      { set: { pending: undefined, pending_patient_id: undefined } },
      { when: 'attribute_exists(result_id)' },
    );
  };

  return {
    /**
     * A worker has begun. An ended submission does not move back, not even a failed one: it is off the list of what
     * is unfinished, so nobody would watch over it.
     */
    async start(result_id: string, submission_id: string): Promise<void> {
      await submissions.update(
        stateKeyOf(result_id, submission_id),
        { set: { state: 'PROCESSING', problems: [], updated_at: new Date().toISOString() } },
        { when: 'attribute_not_exists(#state) OR #state = :state' },
      );
    },

    /**
     * Ends a submission: writes its state, then takes it off the list of what is unfinished. In that order, so that
     * the reconciler comes back to one whose worker died in between.
     */
    async finish(result_id: string, submission_id: string, ending: Ending): Promise<Settlement> {
      const settlement = await settle(result_id, submission_id, ending);
      await release(result_id, submission_id);
      return settlement;
    },

    /** @returns how often the submission has been sent again since it last ended, this time included */
    async countResend(result_id: string, submission_id: string): Promise<number> {
      const item = await submissions.update(stateKeyOf(result_id, submission_id), { add: { resent: 1 } });
      return Number(item?.resent);
    },
  };
};
export type SubmissionStates = ReturnType<typeof createSubmissionStates>;
