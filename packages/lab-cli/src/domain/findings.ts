import { isError, type Problem } from '@labsecure/contracts/problem';
import type { CheckedResult } from './check.ts';

/** What a body came to: results are counted, and of what is wrong with them as much is kept as was asked for. */
export interface Found {
  results: number;
  valid: number;
  /** Whether there is anything in it that the platform would take. */
  isSendable: boolean;
  /** Those on the body as a whole, then those of its results, with the row where there is one. */
  problems: Problem[];
  /** How many more there are. */
  more: number;
}

const inRow = (problems: Problem[], row: number | undefined): Problem[] =>
  row === undefined ? problems : problems.map((problem) => ({ row, ...problem }));

/** @param most problems of results that are kept; all, unless told otherwise */
export const createFindings = (most = Number.POSITIVE_INFINITY) => {
  const kept: Problem[] = [];
  let [results, valid, more] = [0, 0, 0];
  return {
    add: ({ valid: isValid, errors, warnings, row }: CheckedResult): void => {
      results += 1;
      if (isValid) valid += 1;
      const found = [...errors, ...warnings];
      const some = found.slice(0, Math.max(0, most - kept.length));
      kept.push(...inRow(some, row));
      more += found.length - some.length;
    },
    /** @param whole problems on the body as a whole */
    conclude: (whole: Problem[]): Found => ({
      results,
      valid,
      isSendable: valid > 0 && !whole.some(isError),
      problems: [...whole, ...kept],
      more,
    }),
  };
};
