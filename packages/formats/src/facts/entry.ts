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

/** Each fault once: what results share is read for each of them, and some of it more than once. The last said stands. */
export const distinctProblems = (problems: Problem[]): Problem[] => [
  ...new Map(problems.map((problem) => [`${problem.code} ${problem.pointer}`, problem])).values(),
];

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
