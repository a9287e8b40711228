import type { StatusAnswer } from '@labsecure/contracts/api';
import { harmless } from '@labsecure/contracts/harmless';
import { type ExitCode, exitCodes } from '../domain/exit-code.ts';
import { patiently } from '../domain/retry.ts';
import { problemLines } from '../output/lines.ts';
import { reasonFor } from '../output/states.ts';
import type { PatienceOption, Session } from './session.ts';

const linesOf = ({ result_id, status, submissions }: StatusAnswer): string[] => [
  `${result_id}  ${status}`,
  ...submissions.flatMap((submission) => [
    harmless(
      [
        submission.received_at,
        submission.status.padEnd(10),
        submission.submission_id,
        reasonFor(submission.status, submission.reason),
      ]
        .filter(Boolean)
        .join('  '),
    ),
    ...problemLines(submission.problems),
  ]),
];

/** `labsecure status ID` */
export const status = async (
  session: Session,
  resultId: string,
  { retryFor }: PatienceOption,
): Promise<ExitCode> => {
  const api = session.api();
  const { found } = await patiently(() => api.status(resultId), session.patience(retryFor));
  if (found === undefined) {
    session.output.tell({ event: 'status', result_id: resultId }, ['You have sent no result of this id.']);
    return exitCodes.refused;
  }
  session.output.tell({ event: 'status', ...found }, linesOf(found));
  return found.status === 'REJECTED' || found.status === 'FAILED' ? exitCodes.refused : exitCodes.done;
};
