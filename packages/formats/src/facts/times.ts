import type { Problem } from '@labsecure/contracts/problem';
import type { LabProfile } from '../profile.ts';
import { zoneRemark } from '../timestamp.ts';
import { type Fact, type ReportField, type Source, tellAt } from './fact.ts';
import { readMoment } from './written-date.ts';

const momentFrom = (fact: Fact | undefined, profile: LabProfile, problems: Problem[]): string | undefined => {
  if (fact === undefined) return undefined;
  const read = readMoment(fact.text, profile);
  if (read === 'ambiguous') {
    return tellAt(fact, problems, 'E_DATE', 'could be more than one day; send ISO 8601, such as 2024-01-15.');
  }
  if (read === undefined) {
    const fault = "not a valid date/time; send ISO 8601, or have the lab's own date format registered.";
    return tellAt(fact, problems, 'E_DATE', fault);
  }
  if (read.assumed) {
    tellAt(fact, problems, 'W_TZ_ASSUMED', zoneRemark(profile.time_zone, read.assumed));
  }
  return read.at;
};

/** When it was taken and when reported: the one stands for the other where only one is said. */
export const timesFrom = (source: Source<ReportField>, profile: LabProfile, problems: Problem[]) => {
  const { facts, where } = source;
  const read = (fact: Fact | undefined) => ({
    at: momentFrom(fact, profile, problems),
    pointer: fact?.pointer,
  });
  const [tested, collected, reported] = [facts.test_date, facts.collected_at, facts.reported_at].map(read);
  const said = facts.test_date ?? facts.collected_at ?? facts.reported_at;
  if (said === undefined && profile.received_at === undefined) {
    tellAt(where('test_date'), problems, 'E_REQUIRED', 'is required: date and time of the test.');
  } else if (said === undefined) {
    tellAt(where('test_date'), problems, 'W_DATE_ASSUMED', 'no date; the time of receipt was taken.');
  }
  const received = said === undefined ? { at: profile.received_at, pointer: undefined } : undefined;
  const first = (...times: (typeof tested | undefined)[]) => times.find((time) => time?.at !== undefined);
  return {
    collected: first(collected, tested, reported, received),
    reported: first(reported, tested, collected, received),
  };
};
