import { allGone, goneBesides } from '@labsecure/clinical/gone-values';
import { standingOf } from '@labsecure/clinical/standing';
import type { Observation, ResultVersion } from '@labsecure/contracts/records';
import { isVoid, needsValue } from '@labsecure/contracts/vocabulary';

const whoseRange = (observations: Observation[]): string => {
  const ours = observations.some(
    (o) => o.derived === undefined && !isVoid(o.status) && o.range?.source === 'catalogue',
  );
  return ours ? 'the usual range' : "the laboratory's range";
};

const uncompared = (count: number): string =>
  count === 0 ? '' : ` For ${count} there is no range to compare with.`;

/** Values we worked out ourselves are not in the summary, but nobody should find them out of range unprepared. */
const calculatedOut = (observations: Observation[]): string => {
  const count = observations.filter(
    (o) => o.derived !== undefined && !['in-range', 'unknown'].includes(standingOf(o)),
  ).length;
  if (count === 0) return '';
  return count === 1
    ? ' One value calculated from them is out of the usual range.'
    : ` ${count} values calculated from them are out of the usual range.`;
};

const withoutValues = ({ status }: ResultVersion): string =>
  needsValue(status)
    ? 'The laboratory sent this result without values.'
    : 'The laboratory has not sent any values yet.';

const measuredAnswer = (version: ResultVersion): string => {
  const { summary, observations } = version;
  const { total, flagged, unknown } = summary;
  const range = whoseRange(observations);
  if (total === 0) return allGone(observations) ?? withoutValues(version);
  if (total === 1 && flagged === 1) return `The value is out of ${range}.`;
  if (flagged > 0)
    return `${flagged} of ${total} values ${flagged === 1 ? 'is' : 'are'} out of ${range}.${uncompared(unknown)}`;
  if (unknown >= total)
    return total === 1
      ? 'There is no range to compare this value with.'
      : 'There are no ranges to compare these values with.';
  if (unknown > 0) return `${total - unknown} of ${total} values are in ${range}.${uncompared(unknown)}`;
  return total === 1 ? `The value is in ${range}.` : `All ${total} values are in ${range}.`;
};

/** What a patient came for, in a sentence or two: is it all right? It says no more than is known. */
export const answerOf = (version: ResultVersion): string => {
  if (version.status === 'cancelled')
    return 'The laboratory cancelled this test. There are no values to show.';
  if (version.status === 'entered-in-error')
    return 'The laboratory withdrew this result: it was entered in error and should not be used.';
  const { observations, summary } = version;
  const besides = summary.total > 0 ? goneBesides(observations) : '';
  return measuredAnswer(version) + calculatedOut(observations) + besides;
};
