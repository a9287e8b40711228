import type { AcceptedAnswer, SeveralAnswer } from '@labsecure/contracts/api';
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

/** Results that were accepted. */
export const resultsTold = (told: Told): { result_id: string; row?: number }[] => {
  if ('title' in told) return [];
  const results = 'results' in told ? told.results : [told];
  return results.flatMap((result) => ('result_id' in result ? [result] : []));
};

/** For those whose language has no other place to say it. */
export const followAt = ({ result_id }: { result_id: string }): string =>
  `Accepted: follow it at /api/v1/status/${result_id}.`;
