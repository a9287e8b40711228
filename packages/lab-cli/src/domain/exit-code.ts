import type { Outcome } from './outcome.ts';

/** Promised to scripts: see the README. */
export const exitCodes = { done: 0, refused: 1, settings: 2, unreachable: 3, broken: 70 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const byOutcome: Record<Outcome, ExitCode> = {
  sent: exitCodes.done,
  uploaded: exitCodes.done,
  waiting: exitCodes.done,
  partly: exitCodes.refused,
  refused: exitCodes.refused,
  unreachable: exitCodes.unreachable,
  denied: exitCodes.settings,
  unreadable: exitCodes.settings,
};

/** What somebody has to mend comes first, then what is still to be sent, then what was refused. */
const bySeverity: ExitCode[] = [exitCodes.settings, exitCodes.unreachable, exitCodes.refused];

/** The one code for many files. */
export const exitCodeOf = (outcomes: Iterable<Outcome>): ExitCode => {
  const codes = new Set([...outcomes].map((outcome) => byOutcome[outcome]));
  return bySeverity.find((code) => codes.has(code)) ?? exitCodes.done;
};
