import { allGone, goneBesides } from '@labsecure/clinical/gone-values';
import type { ResultVersion } from '@labsecure/contracts/records';
import { isVoid } from '@labsecure/contracts/vocabulary';

/** "3 of 8 values are", "All 8 values are", "The value is". Values calculated here are not counted, and then it says so. */
const subject = (count: number, { summary: { total }, observations }: ResultVersion): string => {
  const kind = observations.some(({ derived }) => derived) ? 'measured ' : '';
  if (total === 1) return `The ${kind}value is`;
  if (count === total) return `All ${total} ${kind}values are`;
  return `${count} of ${total} ${kind}values ${count === 1 ? 'is' : 'are'}`;
};

/** "The laboratory’s range" may only be said where every range is the laboratory's. */
const yardstick = ({ observations }: ResultVersion): string => {
  const ranges = observations.flatMap(({ derived, range, status }) =>
    derived || !range || isVoid(status) ? [] : [range],
  );
  const own = ranges.length > 0 && ranges.every(({ source }) => source === 'lab');
  return own ? 'the laboratory’s range' : 'range';
};

const criticalOf = (flagged: number, critical: number): string => {
  if (critical === 0) return '';
  return flagged === 1 ? ', and critical' : `, ${critical} of them critical`;
};

/**
 * The one sentence a reader is looking for. It counts what is known, says what is not, and comforts nobody: values that
 * nobody can place are never counted as in range.
 */
export const answerOf = (version: ResultVersion): string => {
  const { observations, summary } = version;
  if (summary.total === 0) return allGone(observations) ?? 'No values have been reported yet.';
  return measuredAnswer(version) + goneBesides(observations);
};

const measuredAnswer = (version: ResultVersion): string => {
  const { total, flagged, critical, unknown } = version.summary;
  if (unknown >= total) return 'There is no range to compare these values with.';
  const unplaced =
    unknown > 0
      ? ` For ${unknown === 1 ? '1 value' : `${unknown} values`} there is no range to compare with.`
      : '';
  if (flagged === 0) return `${subject(total - unknown, version)} in ${yardstick(version)}.${unplaced}`;
  return `${subject(flagged, version)} out of ${yardstick(version)}${criticalOf(flagged, critical)}.${unplaced}`;
};
