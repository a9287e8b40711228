import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import type { LocalTerms } from '@labsecure/contracts/labs';
import { isError, type Problem } from '@labsecure/contracts/problem';
import { checkDates } from './check-dates.ts';
import { checkValues } from './check-values.ts';
import { personOf } from './person.ts';
import { limitRemarks } from './problems.ts';
import { readReport } from './reading.ts';
import { checkSize } from './size.ts';

interface CheckContext {
  now: Date;
  /** The lab's own words, for those that the catalogue does not know. */
  terms?: LocalTerms | undefined;
}

/**
 * Everything wrong (`E_...`) or remarkable (`W_...`) about a report that can be known without looking anything up.
 * Messages hold no values: the pointer says where to look.
 */
export const checkReport = (report: CanonicalReport, context: CheckContext): Problem[] => {
  const tooLarge = checkSize(report);
  if (tooLarge.length > 0) return tooLarge;
  const problems = checkValues(report, readReport(report, context.terms), personOf(report));
  return [
    ...checkDates(report, context.now),
    ...problems.filter(isError),
    ...limitRemarks(problems.filter((problem) => !isError(problem))),
  ];
};
