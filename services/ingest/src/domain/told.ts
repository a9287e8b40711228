import type { AcceptedAnswer, AcceptedEntry, SeveralAnswer } from '@labsecure/contracts/api';
import type { Problem, ProblemDetails } from '@labsecure/contracts/problem';

/** Whatever may be answered to a body. */
export type Told = AcceptedAnswer | SeveralAnswer | ProblemDetails;

const inRow = (problems: Problem[], row: number | undefined): Problem[] =>
  row === undefined ? problems : problems.map((problem) => ({ row, ...problem }));

/** All faults and remarks in an answer, each with its row. Of a fault on our side there is no more than its name. */
export const problemsTold = (told: Told): Problem[] => {
  if ('title' in told) {
    const { errors, code, detail, title } = told;
    return errors ?? [{ pointer: '', code, message: detail ?? title }];
  }
  if (!('results' in told)) return told.warnings;
  const single = told.results.flatMap((result) =>
    inRow('errors' in result ? result.errors : result.warnings, result.row),
  );
  return [...(told.warnings ?? []), ...single];
};

/** A result that was accepted, and which of several it is. */
export type Accepted = Pick<AcceptedEntry, 'result_id' | 'row' | 'pointer'>;

export const resultsTold = (told: Told): Accepted[] => {
  if ('title' in told) return [];
  const results = 'results' in told ? told.results : [told];
  return results.flatMap((result) => ('result_id' in result ? [result] : []));
};

/** For those whose language has no other place to say it: where to follow a result, said at its place in what was sent. */
export const followAt = ({ result_id, pointer = '' }: Accepted): { pointer: string; message: string } => ({
  pointer,
  message: `Accepted: follow it at /api/v1/status/${result_id}.`,
});
