import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import type { Problem } from '@labsecure/contracts/problem';
import type { Observation, ResultSummary, ResultVersion } from '@labsecure/contracts/records';
import { panelById } from './analyte.ts';
import { remarksOf } from './check-values.ts';
import { derive } from './derive.ts';
import { isCriticalFlag, meaningOfFlag } from './flags.ts';
import { observe } from './observe.ts';
import { type KnownPatient, personOf } from './person.ts';
import { readReport } from './reading.ts';

export interface Interpretation {
  panel: ResultVersion['panel'];
  /** Measured ones in the order sent, then derived ones. */
  observations: Observation[];
  summary: ResultSummary;
  /** Warnings only: what stands against the report was said before it was accepted. */
  problems: Problem[];
}

const panelOf = ({ panel: { id, name } }: CanonicalReport): Interpretation['panel'] => {
  const panel = panelById(id);
  const [loinc] = panel?.loinc ?? [];
  const given = name?.trim() ? name : 'Laboratory tests';
  return { id, name: panel?.name ?? given, ...(loinc && { loinc }) };
};

/** By the flag shown; by ours where the lab's speaks of something other than the range. */
const summarize = (measured: Observation[]): ResultSummary => {
  const meanings = measured.map(({ flag, our_flag }) => meaningOfFlag(flag) ?? meaningOfFlag(our_flag));
  return {
    total: measured.length,
    flagged: meanings.filter((meaning) => meaning !== undefined && meaning !== 'normal').length,
    critical: measured.filter(({ flag }) => isCriticalFlag(flag)).length,
    unknown: meanings.filter((meaning) => meaning === undefined).length,
  };
};

/**
 * Makes sense of a report that `checkReport` has no error for: analytes, units, ranges, flags and derived values.
 * @param patient what the registry knows, which goes before what the report says
 */
export const interpret = (report: CanonicalReport, patient?: KnownPatient): Interpretation => {
  const person = personOf(report, patient);
  const readings = readReport(report);
  const measured = readings.map((reading) => observe(reading, person));
  return {
    panel: panelOf(report),
    observations: [...measured, ...derive(report.panel.id, readings, person)],
    summary: summarize(measured),
    problems: remarksOf(report, readings, person),
  };
};
