import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import { isError, type Problem } from '@labsecure/contracts/problem';
import { mostProblems } from '../errors.ts';
import type { Entry } from '../profile.ts';

/** Errors first: where there are more problems than are told, no error is lost behind remarks. */
export const boundedProblems = (problems: Problem[]): Problem[] => {
  if (problems.length <= mostProblems) return problems;
  const remarks = problems.filter((problem) => !isError(problem));
  return [...problems.filter(isError), ...remarks].slice(0, mostProblems);
};

/** An entry holds its report only when none of its problems is an error. */
export const entryOf = (
  report: CanonicalReport | undefined,
  problems: Problem[],
  rest: Omit<Entry, 'report' | 'problems'>,
): Entry => ({
  ...(report !== undefined && !problems.some(isError) && { report }),
  problems: boundedProblems(problems),
  ...rest,
});
