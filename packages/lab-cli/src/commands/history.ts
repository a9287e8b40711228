import type { SubmissionsPage } from '@labsecure/contracts/api';
import { harmless } from '@labsecure/contracts/harmless';
import { isError, type Problem } from '@labsecure/contracts/problem';
import type { Api } from '../adapters/api.ts';
import { type ExitCode, exitCodes } from '../domain/exit-code.ts';
import { type Patience, patiently } from '../domain/retry.ts';
import { reasonFor } from '../output/states.ts';
import type { PatienceOption, Session } from './session.ts';

type Submission = SubmissionsPage['submissions'][number];

export interface HistoryOptions extends PatienceOption {
  /** How many. */
  limit: number;
}

/** The API gives no more at once. */
const largestPage = 100;

/** How many, and their codes: `2 errors (E_DATE, E_UNIT)`. */
const counted = (problems: Problem[], one: string): string => {
  if (problems.length === 0) return '';
  const codes = [...new Set(problems.map(({ code }) => code))].join(', ');
  return `${problems.length} ${one}${problems.length === 1 ? '' : 's'} (${codes})`;
};

const lineOf = ({ received_at, state, result_id, media_type, problems, reason }: Submission): string => {
  const errors = counted(problems.filter(isError), 'error');
  const remarks = counted(
    problems.filter((problem) => !isError(problem)),
    'remark',
  );
  return harmless(
    [received_at, state.padEnd(10), result_id, media_type, errors, remarks, reasonFor(state, reason)]
      .filter(Boolean)
      .join('  '),
  );
};

async function* submissionsOf(api: Api, limit: number, patience: Patience): AsyncGenerator<Submission> {
  let cursor: string | undefined;
  let left = limit;
  do {
    const page = { limit: Math.min(left, largestPage), cursor };
    const answer = await patiently(() => api.history(page), patience);
    yield* answer.submissions.slice(0, left);
    left -= answer.submissions.length;
    cursor = answer.cursor;
  } while (cursor !== undefined && left > 0);
}

/** `labsecure history` */
export const history = async (session: Session, { limit, retryFor }: HistoryOptions): Promise<ExitCode> => {
  const api = session.api();
  for await (const submission of submissionsOf(api, limit, session.patience(retryFor)))
    session.output.tell({ event: 'submission', ...submission }, [lineOf(submission)]);
  return exitCodes.done;
};
