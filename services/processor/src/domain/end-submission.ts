import { endedEventIdOf } from '@labsecure/contracts/identity';
import type { Problem } from '@labsecure/contracts/problem';
import type { Submission } from '@labsecure/contracts/records';
import { type Ending, type EndPorts, type FindSubmission, hasEnded, isHeld } from './ports.ts';

/** The submission can never become a result as it is: the lab has to send another. */
export const reject = (ports: EndPorts, submission: Submission, problems: Problem[]): Promise<Ending> =>
  endWithoutVersion(ports, submission, { state: 'REJECTED', problems });

/**
 * Gives a submission up, with a reason, unless it has ended well or been refused meanwhile, or waits for staff.
 * @returns whether this call gave it up
 */
export const createFailSubmission =
  (ports: EndPorts & { findSubmission: FindSubmission }) =>
  async (resultId: string, submissionId: string, reason: string): Promise<boolean> => {
    const found = await ports.findSubmission(resultId, submissionId);
    if (found === undefined || hasEnded(found.state) || isHeld(found)) return false;
    await endWithoutVersion(ports, found.submission, { state: 'FAILED', problems: [], reason });
    return true;
  };

/** The lab is told before the state is written: a crash in between tells again under the same event id. */
const endWithoutVersion = async (
  ports: EndPorts,
  submission: Submission,
  ending: Ending & { state: 'REJECTED' | 'FAILED' },
): Promise<Ending> => {
  const { result_id, submission_id, lab_id, traceparent } = submission;
  await ports.publish({
    kind: 'submission-ended',
    event_id: endedEventIdOf(submission_id),
    lab_id,
    result_id,
    submission_id,
    state: ending.state,
    ...(traceparent === undefined ? {} : { traceparent }),
  });
  await ports.finish(result_id, submission_id, ending);
  return ending;
};
