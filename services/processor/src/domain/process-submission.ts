import { interpret } from '@labsecure/clinical/interpret';
import { UnavailableError } from '@labsecure/contracts/errors';
import { visibleEventIdOf } from '@labsecure/contracts/identity';
import type { NotificationMessage } from '@labsecure/contracts/messages';
import type { Problem } from '@labsecure/contracts/problem';
import type { ResultVersion } from '@labsecure/contracts/records';
import { buildVersion } from './build-version.ts';
import { chooseCurrent, formerPatients } from './choose-current.ts';
import { reject } from './end-submission.ts';
import { hold, keepHeld } from './hold-submission.ts';
import { remarksOnPatient, whyNobodys } from './patient-problems.ts';
import { type Ending, hasEnded, isHeld, type ProcessPorts } from './ports.ts';
import { readAgain } from './read-again.ts';
import { remarksOn } from './remarks.ts';
import { createWhoseResult } from './whose-result.ts';

/** What became of a submission for now; HELD is no end. */
export type Outcome = Ending['state'] | 'HELD';

/**
 * Turns a submission into a version of its result, and shows the patient the version that is current.
 *
 * A row of steps, each safe to repeat and to run beside itself: whoever dies in between, the next delivery starts at
 * the top. The state is written last, so that READY means that everything before it has happened.
 * @throws LabSecureError that is retryable, when something is not there (yet)
 */
export const createProcessSubmission = (ports: ProcessPorts) => {
  const whoseResult = createWhoseResult(ports);

  return async (resultId: string, submissionId: string): Promise<Outcome> => {
    const found = await ports.findSubmission(resultId, submissionId);
    if (found === undefined) throw new UnavailableError('There is no such submission (yet).');
    const { submission, state, recognition } = found;
    if (hasEnded(state)) {
      await ports.finish(resultId, submissionId, state);
      return state.state;
    }
    if (isHeld(found)) return keepHeld(ports, submission);

    const [bytes] = await Promise.all([
      ports.rawBytes(submission.raw_key),
      ports.start(resultId, submissionId),
    ]);
    const reading = readAgain(submission, bytes);
    if ('problems' in reading) return (await reject(ports, submission, reading.problems)).state;
    const { report } = reading;

    const whose = await whoseResult(submission, report.patient, recognition);
    if (whose === 'held') return hold(ports, submission);
    const { decision, patient } = whose;
    if (decision.patient_id === undefined)
      return (await reject(ports, submission, whyNobodys(decision))).state;

    // Of one who is known from reports alone, no more than this report says is known.
    const registered = patient?.provisional ? undefined : patient;
    const interpretation = interpret(report, registered, submission.local_terms);
    const version = buildVersion(submission, report, decision.patient_id, interpretation);
    await ports.putVersion(version);
    const remarks = await showCurrent(ports, version, submission.traceparent);
    await ports.finish(resultId, submissionId, {
      state: 'READY',
      problems: [...remarksOnPatient(patient), ...interpretation.problems, ...remarks],
      version: version.version,
      patient_id: decision.patient_id,
    });
    return 'READY';
  };
};

/**
 * Shows the version that is current now, mine or another. Before the right patient sees it, everyone whom an earlier
 * version named by mistake no longer does.
 * @returns what the lab should know about the place of its version
 */
const showCurrent = async (
  ports: ProcessPorts,
  mine: ResultVersion,
  traceparent?: string,
): Promise<Problem[]> => {
  const all = await ports.allVersions(mine.result_id);
  const current = chooseCurrent(all) ?? mine;
  for (const patient of formerPatients(all, current)) {
    await ports.withdraw(patient, mine.result_id, current.version);
  }
  const projection = await ports.project(current);
  if (current.version === mine.version && projection === 'written') {
    await ports.publish(visibleEvent(mine, traceparent));
  }
  return remarksOn(mine, all, current);
};

const visibleEvent = (version: ResultVersion, traceparent?: string): NotificationMessage => ({
  kind: 'result-visible',
  event_id: visibleEventIdOf(version.result_id, version.version),
  patient_id: version.patient_id,
  result_id: version.result_id,
  ...(traceparent === undefined ? {} : { traceparent }),
});
