import type { Problem } from '@labsecure/contracts/problem';
import type { FileReport } from '../domain/outcome.ts';
import type { ResultReference } from '../domain/verdict.ts';

const mostShown = 20;
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Names and sentences of others must not steer the terminal. */
export const harmless = (text: string): string => text.replace(unsafe, '\u{fffd}');

const shown = (problem: Problem): string => {
  const { row, pointer, code, message } = problem;
  return [
    '  ',
    ...(row === undefined ? [] : [`row ${row}`]),
    ...(pointer ? [pointer] : []),
    code,
    message,
  ].join(' ');
};

/** The first problems, one a line, and how many there are more. */
export const problemLines = (problems: Problem[]): string[] => {
  const more = problems.length - mostShown;
  const rest = more > 0 ? [`   and ${more} more; --json lists them all`] : [];
  return [...problems.slice(0, mostShown).map(shown), ...rest].map(harmless);
};

const followed = (results: ResultReference[]): string => {
  if (results.length === 0) return '';
  const [first] = results;
  return results.length === 1 ? (first?.result_id ?? '') : `${results.length} results`;
};

/** A file's outcome for a person. */
export const reportLines = ({
  file,
  outcome,
  detail,
  results = [],
  problems = [],
  moved_to,
}: FileReport): string[] => {
  const said = problems.length > 0 && outcome !== 'unreachable' ? undefined : detail;
  const parts = [outcome.padEnd(11), file, followed(results), said, moved_to && `-> ${moved_to}`];
  return [harmless(parts.filter(Boolean).join('  ')), ...problemLines(problems)];
};
