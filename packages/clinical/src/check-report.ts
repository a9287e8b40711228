import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import { isError, type Problem } from '@labsecure/contracts/problem';
import { checkDates } from './check-dates.ts';
import { checkValues } from './check-values.ts';
import { personOf } from './person.ts';
import { limitRemarks } from './problems.ts';
import { readReport } from './reading.ts';
import { checkSize } from './size.ts';

/**
 * Everything wrong (`E_...`) or remarkable (`W_...`) about a report that can be known without looking anything up.
 * Messages hold no values: the pointer says where to look.
 */
export const checkReport = (report: CanonicalReport, context: { now: Date }): Problem[] => {
  const tooLarge = checkSize(report);
  if (tooLarge.length > 0) return tooLarge;
  const problems = checkValues(report, readReport(report), personOf(report));
  return [
    ...checkDates(report, context.now),
    ...problems.filter(isError),
    ...limitRemarks(problems.filter((problem) => !isError(problem))),
  ];
};
