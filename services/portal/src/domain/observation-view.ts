import { displayUnit, formatValue } from '@labsecure/clinical/format-value';
import { describe, standingOf } from '@labsecure/clinical/standing';
import type { Observation, ResultVersion } from '@labsecure/contracts/records';
import { isVoid, needsValue } from '@labsecure/contracts/vocabulary';
import { changeSince } from './change-since.ts';
import { remarksOf } from './remarks.ts';
import { type Tag, tagOf } from './tag.ts';

export interface ObservationView {
  name: string;
  /** What the analyte is, in one line. */
  what?: string | undefined;
  calculated: boolean;
  value: string;
  /** Whether the value is words and not a number. */
  words: boolean;
  unit: string;
  /** What the bar is drawn from; absent when there must be none. */
  drawn?: Observation | undefined;
  /** What stands where no bar can be drawn. */
  instead: string;
  tag: Tag;
  change?: string | undefined;
  remarks: string[];
}

/** The page marks what is calculated itself. */
const nameOf = ({ name, derived }: Observation): string =>
  derived === undefined ? name : name.replace(/ \(calculated\)$/, '');

const voided = (observation: Observation): ObservationView => ({
  name: nameOf(observation),
  calculated: observation.derived !== undefined,
  value: '–',
  words: true,
  unit: '',
  instead: '',
  tag: {
    tone: 'none',
    shape: 'ring',
    text: observation.status === 'cancelled' ? 'Cancelled' : 'Withdrawn',
  },
  remarks: [],
});

/** Still to come, or never: the laboratory's note says why. */
const withoutValue = (status: ResultVersion['status']): Tag => ({
  tone: 'none',
  shape: 'ring',
  text: needsValue(status) ? 'No value' : 'No value yet',
});

const expected = (observation: Observation): string => {
  const text = observation.range?.text ?? observation.range_text;
  return text ? `Expected: ${text}` : 'The laboratory gave no range';
};

/** One value as it is read: number, bar, word, what moved, and what has to be said about it. */
export const observationView = (
  observation: Observation,
  version: ResultVersion,
  earlier: ResultVersion[],
): ObservationView => {
  if (isVoid(observation.status)) return voided(observation);
  const empty = observation.value.sent.trim() === '';
  return {
    name: nameOf(observation),
    what: observation.analyte_id && describe(observation.analyte_id),
    calculated: observation.derived !== undefined,
    value: formatValue(observation),
    words: observation.value.kind === 'text',
    unit: displayUnit(observation),
    drawn: observation,
    instead: expected(observation),
    tag: empty ? withoutValue(observation.status ?? version.status) : tagOf(standingOf(observation)),
    change: changeSince(observation, version.collected_at, earlier),
    remarks: remarksOf(observation),
  };
};
