import type { StatusAnswer } from '@labsecure/contracts/api';
import { NotFoundError } from '@labsecure/contracts/errors';
import type { Lab } from '@labsecure/contracts/labs';
import type { Problem } from '@labsecure/contracts/problem';
import type { Submission, SubmissionState } from '@labsecure/contracts/records';

export interface SubmissionWithState {
  submission: Submission;
  state?: SubmissionState | undefined;
}

export interface StatusPorts {
  submissionsOf: (resultId: string) => Promise<SubmissionWithState[]>;
  recordLook: RecordLook;
}

/**
 * Resolves once the look is on record: with the patient, or, where it is nobody's result (yet), in a record that no
 * patient sees.
 */
export type RecordLook = (look: {
  patient_id?: string | undefined;
  result_id: string;
  lab: Lab;
}) => Promise<void>;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * A lab asks what became of a result it sent.
 *
 * Another lab's id, an unknown one and a malformed one are answered alike. Problems may speak of values, so this is a
 * read of patient data: it is on record, for each patient whose result it became, before anything is shown.
 * @throws NotFoundError
 */
export const createReadStatus =
  (ports: StatusPorts) =>
  async (lab: Lab, resultId: string): Promise<StatusAnswer> => {
    const all = uuid.test(resultId) ? await ports.submissionsOf(resultId) : [];
    const own = all.filter(({ submission }) => submission.lab_id === lab.lab_id);
    const submissions = own.sort(newestFirst).map(statusOf);
    const [newest] = submissions;
    if (newest === undefined) throw new NotFoundError();
    for (const patient_id of new Set(own.map(whoseIs))) {
      await ports.recordLook({ patient_id, result_id: resultId, lab });
    }
    return { result_id: resultId, status: newest.status, submissions };
  };

/**
 * Whose it became; `undefined` until that is so. Whoever the lab named may have nothing to do with it, and would read in
 * their own record of a result that was never theirs.
 */
export const whoseIs = ({ state }: SubmissionWithState): string | undefined => state?.patient_id;

const newestFirst = (a: SubmissionWithState, b: SubmissionWithState): number =>
  b.submission.received_at.localeCompare(a.submission.received_at);

const statusOf = ({ submission, state }: SubmissionWithState): StatusAnswer['submissions'][number] => ({
  submission_id: submission.submission_id,
  status: state?.state ?? 'RECEIVED',
  received_at: submission.received_at,
  problems: problemsOf({ submission, state }),
  ...(state?.reason === undefined ? {} : { reason: state.reason }),
});

/** What was remarked on when it was received, and what was found since. */
export const problemsOf = ({ submission, state }: SubmissionWithState): Problem[] =>
  distinct([...submission.warnings, ...(state?.problems ?? [])]);

/** Ingest and processor read the same bytes, so they remark on the same things. */
const distinct = (problems: Problem[]): Problem[] => [
  ...new Map(
    problems.map((problem) => [JSON.stringify([problem.pointer, problem.code, problem.message]), problem]),
  ).values(),
];
