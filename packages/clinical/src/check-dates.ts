import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import type { Problem } from '@labsecure/contracts/problem';

/** Clocks of laboratories are wrong by hours, not by more than a day. */
const aheadMs = 24 * 60 * 60 * 1000;

/** A date without a time becomes midnight, which is before anything that happened that day. */
const isWholeDay = (timestamp: string): boolean => /T00:00(?::00)?(?:\.0+)?(?:Z|[+-])/.test(timestamp);

/** Times that cannot be: in the future, reported before collected, collected before birth. Days are the sender's own. */
export const checkDates = (report: CanonicalReport, now: Date): Problem[] => {
  const { collected_at, reported_at, pointers } = report;
  const at = (member: 'collected_at' | 'reported_at', message: string): Problem => ({
    pointer: pointers?.[member] ?? '',
    code: 'E_DATE_ORDER',
    message,
  });
  const problems: Problem[] = [];
  const latest = now.getTime() + aheadMs;
  const [collected, reported] = [Date.parse(collected_at), Date.parse(reported_at)];
  if (collected > latest) problems.push(at('collected_at', 'The collection time is in the future.'));
  if (reported > latest && reported_at !== collected_at) {
    problems.push(at('reported_at', 'The report time is in the future.'));
  }
  const sameDay = isWholeDay(reported_at) && collected_at.slice(0, 10) === reported_at.slice(0, 10);
  if (collected > reported && !sameDay) {
    problems.push(at('collected_at', 'The collection time is after the report time.'));
  }
  const birth = report.patient.birth_date;
  if (birth !== undefined && collected_at.slice(0, 10) < birth) {
    problems.push(at('collected_at', "The collection time is before the patient's birth."));
  }
  return problems;
};
