import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import type { LocalTerms } from '@labsecure/contracts/labs';
import type { Problem } from '@labsecure/contracts/problem';
import type { Observation, ResultSummary, ResultVersion } from '@labsecure/contracts/records';
import { isVoid } from '@labsecure/contracts/vocabulary';
import { panelById } from './analyte.ts';
import { remarksOf } from './check-values.ts';
import { derive } from './derive.ts';
import { isCriticalFlag, meaningOfFlag } from './flags.ts';
import { observe } from './observe.ts';
import { panelNameOf } from './panel-name.ts';
import { type KnownPatient, personOf } from './person.ts';
import { readReport } from './reading.ts';
import { repeatsIn } from './repeats.ts';

export interface Interpretation {
  panel: ResultVersion['panel'];
  /** Measured ones in the order sent, then derived ones. */
  observations: Observation[];
  summary: ResultSummary;
  /** Warnings only: what stands against the report was said before it was accepted. */
  problems: Problem[];
}

const panelOf = (report: CanonicalReport, terms?: LocalTerms): Interpretation['panel'] => {
  const [loinc] = panelById(report.panel.id)?.loinc ?? [];
  return { id: report.panel.id, name: panelNameOf(report, terms), ...(loinc && { loinc }) };
};

/** By the flag shown; by ours where the lab's speaks of something other than the range. */
const meaningsOf = (observations: Observation[]) =>
  observations.map(({ flag, our_flag }) => meaningOfFlag(flag) ?? meaningOfFlag(our_flag));

const countOut = (meanings: ReturnType<typeof meaningsOf>): number =>
  meanings.filter((meaning) => meaning !== undefined && meaning !== 'normal').length;

/**
 * @param measured what stands and has a value: one that is still to come is in no count
 * @param withdrawn how many values are void besides: they are in no other count
 */
const summarize = (measured: Observation[], derived: Observation[], withdrawn: number): ResultSummary => {
  const meanings = meaningsOf(measured);
  const calculated = countOut(meaningsOf(derived));
  return {
    total: measured.length,
    flagged: countOut(meanings),
    critical: measured.filter(({ flag }) => isCriticalFlag(flag)).length,
    unknown: meanings.filter((meaning) => meaning === undefined).length,
    ...(calculated > 0 && { calculated_flagged: calculated }),
    ...(withdrawn > 0 && { withdrawn }),
  };
};

/**
 * Makes sense of a report that `checkReport` has no error for: analytes, units, ranges, flags and derived values.
 * @param patient what the registry knows, which goes before what the report says
 * @param terms the lab's own words, for those that the catalogue does not know
 */
export const interpret = (
  report: CanonicalReport,
  patient?: KnownPatient,
  terms?: LocalTerms,
): Interpretation => {
  const person = personOf(report, patient);
  const readings = readReport(report, terms);
  const repeated = new Set(repeatsIn(readings));
  const shown = readings.filter((reading) => !repeated.has(reading));
  const standing = shown.filter(({ status }) => !isVoid(status));
  const observed = new Map(shown.map((reading) => [reading, observe(reading, person)]));
  const valued = standing.filter(({ sent }) => sent.value.sent.trim() !== '');
  const measured = valued.flatMap((reading) => observed.get(reading) ?? []);
  const derived = derive(report.panel.id, readings, person);
  return {
    panel: panelOf(report, terms),
    observations: [...observed.values(), ...derived],
    summary: summarize(measured, derived, shown.length - standing.length),
    problems: remarksOf(report, readings, person),
  };
};
