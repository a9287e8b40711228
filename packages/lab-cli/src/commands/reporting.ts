import { type ExitCode, exitCodeOf } from '../domain/exit-code.ts';
import type { FileReport } from '../domain/outcome.ts';
import type { Tally } from '../domain/tally.ts';
import { reportLines } from '../output/lines.ts';
import type { Output } from '../output/output.ts';

/** Says what became of a file. */
export const tellFile = (output: Output, report: FileReport): void =>
  output.tell({ event: 'file', ...report }, reportLines(report));

/** Says what became of all of them. */
export const tellSummary = (output: Output, tally: Tally): ExitCode => {
  const exit_code = exitCodeOf(tally.outcomes());
  const totals = tally.totals();
  const words = Object.entries(totals).map(([outcome, count]) => `${count} ${outcome}`);
  output.tell({ event: 'summary', ...totals, exit_code }, words.length > 0 ? [words.join(', ')] : []);
  return exit_code;
};
