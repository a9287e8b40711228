import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import { isError, type Problem } from '@labsecure/contracts/problem';
import type { Person } from './catalogue-range.ts';
import { checkIdentity } from './check-identity.ts';
import { checkPanel } from './check-panel.ts';
import { checkUnit } from './check-unit.ts';
import { checkValue } from './check-value.ts';
import { limitRemarks } from './problems.ts';
import { isWithdrawn, type Reading } from './reading.ts';

/**
 * Everything there is to say of the values of a report. A withdrawal is never refused for what it withdraws.
 */
export const checkValues = (report: CanonicalReport, readings: Reading[], person: Person): Problem[] => {
  const standing = readings.filter(({ status }) => !isWithdrawn(status));
  const single = standing.flatMap((reading) => [
    ...checkIdentity(reading),
    ...checkUnit(reading),
    ...checkValue(reading, person),
  ]);
  return [...single, ...checkPanel(report, standing)];
};

/** Of these, the remarks alone. */
export const remarksOf = (report: CanonicalReport, readings: Reading[], person: Person): Problem[] =>
  limitRemarks(checkValues(report, readings, person).filter((problem) => !isError(problem)));
