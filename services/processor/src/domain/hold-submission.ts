import { heldEventIdOf } from '@labsecure/contracts/identity';
import type { Submission } from '@labsecure/contracts/records';
import { whileHeld } from './patient-problems.ts';
import type { HoldPorts } from './ports.ts';

/**
 * The submission waits until staff have said whose it is. The administrator is told before the state is written: a crash
 * in between tells again under the same event id. The lab sees it when it asks, and is told nothing of its own accord.
 */
export const hold = async (ports: HoldPorts, submission: Submission): Promise<'HELD'> => {
  const { result_id, submission_id, lab_id, traceparent } = submission;
  await ports.publish({
    kind: 'submission-held',
    event_id: heldEventIdOf(submission_id),
    lab_id,
    result_id,
    submission_id,
    ...(traceparent === undefined ? {} : { traceparent }),
  });
  await ports.hold(result_id, submission_id, whileHeld);
  return 'HELD';
};

/** One that is held already is only put back where it waits, which is what a replay or a died worker leaves to do. */
export const keepHeld = async (
  ports: Pick<HoldPorts, 'hold'>,
  { result_id, submission_id }: Submission,
): Promise<'HELD'> => {
  await ports.hold(result_id, submission_id, whileHeld);
  return 'HELD';
};
