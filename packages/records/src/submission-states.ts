import type { Problem } from '@labsecure/contracts/problem';
import type { SubmissionState } from '@labsecure/contracts/records';
import { stateKeyOf } from './pending.ts';
import { createPendingMarks } from './pending-marks.ts';
import type { StoredState } from './stored-submission.ts';
import { openTable, type RecordsOptions } from './table.ts';

/** How a submission ended. */
export type Ending = Omit<SubmissionState, 'state' | 'updated_at'> & {
  state: 'READY' | 'REJECTED' | 'FAILED';
};

/** 'settled': it ends this way, now or since before. 'ended-otherwise': it had ended for good, and stays that way. */
export type Settlement = 'settled' | 'ended-otherwise';

const now = (): string => new Date().toISOString();

const notFinal = {
  when: 'attribute_not_exists(#state) OR NOT #state IN (:ready, :rejected)',
  values: { ':ready': 'READY', ':rejected': 'REJECTED' },
};

/** The state of submissions; for the processor alone. Every call may be repeated. */
export const createSubmissionStates = (options: RecordsOptions) => {
  const submissions = openTable(options, 'submissions');
  const marks = createPendingMarks(options);

  /** READY and REJECTED are for good; a submission that FAILED may still become either. */
  const settle = async (result_id: string, submission_id: string, ending: Ending): Promise<Settlement> => {
    const key = stateKeyOf(result_id, submission_id);
    const { state, problems, reason, version, patient_id } = ending;
    const settled = await submissions.update(
      key,
      // The count of resends starts anew, should the lab send a failed one again.
      { set: { state, problems, reason, version, patient_id, updated_at: now(), resent: undefined } },
      notFinal,
    );
    if (settled) return 'settled';
    // It is final, so reading it after the write is no race.
    const final = await submissions.get<StoredState>(key);
    return final?.state === state ? 'settled' : 'ended-otherwise';
  };

  return {
    /**
     * A worker has begun. An ended submission does not move back, not even a failed one: it is off the list of what
     * is unfinished, so nobody would watch over it. Nor does one that waits for staff, or just has.
     */
    async start(result_id: string, submission_id: string): Promise<void> {
      await submissions.update(
        stateKeyOf(result_id, submission_id),
        { set: { state: 'PROCESSING', problems: [], updated_at: now() } },
        { when: 'attribute_not_exists(#state) OR #state = :state' },
      );
    },

    /**
     * Ends a submission: writes its state, then takes it off the list of what is unfinished. In that order, so that
     * the reconciler comes back to one whose worker died in between.
     */
    async finish(result_id: string, submission_id: string, ending: Ending): Promise<Settlement> {
      const settlement = await settle(result_id, submission_id, ending);
      await marks.release(result_id, submission_id);
      return settlement;
    },

    /**
     * It waits for staff. Off the list of what is unfinished, and on that of what is held, unless staff have decided
     * meanwhile. What has ended for good stays ended.
     */
    async hold(result_id: string, submission_id: string, problems: Problem[]): Promise<void> {
      const held = await submissions.update(
        stateKeyOf(result_id, submission_id),
        { set: { state: 'HELD', problems, reason: undefined, updated_at: now(), resent: undefined } },
        notFinal,
      );
      await (held ? marks.park(result_id, submission_id) : marks.release(result_id, submission_id));
    },

    /** @returns how often the submission has been sent again since it last ended, this time included */
    async countResend(result_id: string, submission_id: string): Promise<number> {
      const item = await submissions.update(stateKeyOf(result_id, submission_id), { add: { resent: 1 } });
      return Number(item?.resent);
    },
  };
};
export type SubmissionStates = ReturnType<typeof createSubmissionStates>;
