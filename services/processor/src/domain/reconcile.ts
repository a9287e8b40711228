import type { LabResultMessage } from '@labsecure/contracts/messages';
import type { Submission } from '@labsecure/contracts/records';
import { keepHeld } from './hold-submission.ts';
import { type FindSubmission, type Finish, type Hold, hasEnded, isHeld } from './ports.ts';

export interface ReconcilePorts {
  /**
   * Submissions on the list of pending ones that were received before the instant, oldest first, a bounded number.
   * The list has several parts, which are gone through side by side.
   */
  pendingBefore: (instant: Date) => Promise<Submission[][]>;
  findSubmission: FindSubmission;
  /** @returns how often it has been sent again, this time included, by whichever processor */
  countResend: (resultId: string, submissionId: string) => Promise<number>;
  send: (message: LabResultMessage) => Promise<void>;
  fail: (resultId: string, submissionId: string, reason: string) => Promise<boolean>;
  finish: Finish;
  hold: Hold;
  /**
   * Goes through a bounded number of those that wait for staff, and puts what was decided on the list of pending ones.
   * @returns how many, and where to go on; without `after` all have been gone through
   */
  resumeDecided: (after?: string) => Promise<{ resumed: number; after?: string }>;
}

export interface ReconcileRules {
  /** How long a submission may stand before it counts as standing still. */
  afterSeconds: number;
  maxResends: number;
}

/** What one round did. */
export interface Round {
  resent: number;
  failed: number;
  /** Decided by staff, and not taken up again since. */
  resumed: number;
}

type Repair = 'resent' | 'failed' | 'nothing';

/**
 * Finds submissions that have stood still and sends them again, whatever became of their messages; one that does not
 * move however often it is sent ends as FAILED, and one that waits for staff is left to them, until they have decided.
 * Any number of processors may do this at the same time: a message too many is harmless.
 *
 * Each time it waits twice as long as before. A queue that is merely long looks like one that forgets, and labs must
 * not be told of failures because of it.
 */
export const createReconcile = (ports: ReconcilePorts, { afterSeconds, maxResends }: ReconcileRules) => {
  const afterMs = afterSeconds * 1000;
  /** Until when to leave a submission alone, by its id. */
  let waiting = new Map<string, number>();
  /** How far the last round came among those that wait for staff. */
  let after: string | undefined;

  const repair = async (
    { result_id, submission_id, traceparent }: Submission,
    now: number,
  ): Promise<Repair> => {
    const found = await ports.findSubmission(result_id, submission_id);
    if (found === undefined) return 'nothing';
    if (hasEnded(found.state)) {
      await ports.finish(result_id, submission_id, found.state);
      return 'nothing';
    }
    if (isHeld(found)) {
      await keepHeld(ports, found.submission);
      return 'nothing';
    }
    const times = await ports.countResend(result_id, submission_id);
    if (times > maxResends) {
      await ports.fail(
        result_id,
        submission_id,
        `It was sent ${maxResends} times again and was never processed.`,
      );
      return 'failed';
    }
    const trace = traceparent === undefined ? {} : { traceparent };
    await ports.send({ kind: 'submission', result_id, submission_id, ...trace });
    waiting.set(submission_id, now + afterMs * 2 ** times);
    return 'resent';
  };

  return async (at: Date): Promise<Round> => {
    const now = at.getTime();
    const parts = await ports.pendingBefore(new Date(now - afterMs));
    const listed = new Set(parts.flat().map(({ submission_id }) => submission_id));
    waiting = new Map([...waiting].filter(([id]) => listed.has(id)));
    const round: Round = { resent: 0, failed: 0, resumed: 0 };
    const goThrough = async (part: Submission[]): Promise<void> => {
      for (const submission of part) {
        if ((waiting.get(submission.submission_id) ?? 0) > now) continue;
        const repaired = await repair(submission, now);
        if (repaired !== 'nothing') round[repaired] += 1;
      }
    };
    await Promise.all(parts.map(goThrough));
    const decided = await ports.resumeDecided(after);
    after = decided.after;
    return { ...round, resumed: decided.resumed };
  };
};
