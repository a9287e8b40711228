import { harmless } from '@labsecure/contracts/harmless';
import type { FileReport, PlacedProblem } from '../domain/outcome.ts';
import type { ResultReference } from '../domain/verdict.ts';

/** Problems of one file that a person is shown. */
export const mostShown = 20;

const shown = (problem: PlacedProblem): string => {
  const { row, pointer, code, message } = problem;
  return [
    '  ',
    ...(row === undefined ? [] : [`row ${row}`]),
    ...(pointer ? [pointer] : []),
    code,
    ...(message ? [message] : []),
  ].join(' ');
};

/**
 * The first problems, one a line, and how many there are more.
 * @param besides those that are not in the list at all
 */
export const problemLines = (problems: PlacedProblem[], besides = 0): string[] => {
  const more = Math.max(0, problems.length - mostShown) + besides;
  const rest = more > 0 ? [`   and ${more} more; --json lists them all`] : [];
  return [...problems.slice(0, mostShown).map(shown), ...rest].map(harmless);
};

const followed = (results: ResultReference[]): string => {
  if (results.length === 0) return '';
  const [first] = results;
  return results.length === 1 ? (first?.result_id ?? '') : `${results.length} results`;
};

/** The outcomes of other commands too. */
type Shown = Omit<FileReport, 'outcome'> & { outcome: string; sealed_as?: string };

/** A file's outcome for a person. */
export const reportLines = ({
  file,
  outcome,
  detail,
  results = [],
  problems = [],
  path,
  sealed_as,
  moved_to,
}: Shown): string[] => {
  const isSaid =
    problems.length === 0 ||
    outcome === 'unreachable' ||
    path !== undefined ||
    problems.some(({ message }) => message === undefined);
  const place = moved_to ?? sealed_as ?? path;
  const parts = [
    outcome.padEnd(11),
    file,
    followed(results),
    isSaid ? detail : undefined,
    place && `-> ${place}`,
  ];
  return [harmless(parts.filter(Boolean).join('  ')), ...problemLines(problems)];
};
