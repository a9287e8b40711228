import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import { isError, type Problem } from '@labsecure/contracts/problem';
import { isVoid } from '@labsecure/contracts/vocabulary';
import type { Person } from './catalogue-range.ts';
import { checkIdentity } from './check-identity.ts';
import { checkPanel } from './check-panel.ts';
import { checkShift } from './check-shift.ts';
import { checkStatus } from './check-status.ts';
import { checkUnit } from './check-unit.ts';
import { checkValue } from './check-value.ts';
import { limitRemarks } from './problems.ts';
import type { Reading } from './reading.ts';

/** Of what stands in another's place nothing else can be said. */
const checkMeasured = (reading: Reading, person: Person): Problem[] => {
  const shift = checkShift(reading);
  return shift.length > 0 ? shift : [...checkUnit(reading), ...checkValue(reading, person)];
};

/**
 * Everything there is to say of the values of a report. A withdrawal is never refused for what it withdraws.
 */
export const checkValues = (report: CanonicalReport, readings: Reading[], person: Person): Problem[] => {
  const standing = readings.filter(({ status }) => !isVoid(status));
  const single = standing.flatMap((reading) => [
    ...checkIdentity(reading),
    ...checkMeasured(reading, person),
  ]);
  return [...checkStatus(report, readings), ...single, ...checkPanel(report, standing)];
};

/** Of these, the remarks alone. */
export const remarksOf = (report: CanonicalReport, readings: Reading[], person: Person): Problem[] =>
  limitRemarks(checkValues(report, readings, person).filter((problem) => !isError(problem)));
