import { displayUnit, formatValue } from '@labsecure/clinical/format-value';
import type { Observation, ResultVersion } from '@labsecure/contracts/records';
import { isVoid } from '@labsecure/contracts/vocabulary';
import { inSentence } from './plain-name.ts';

const withUnit = (observation: Observation): string =>
  `${formatValue(observation)} ${displayUnit(observation)}`.trim();

const nameOf = (observation: Observation): string =>
  observation.analyte_id === undefined ? observation.name : inSentence(observation.name);

/** Measured observations by what they measure; a second one of the same analyte gets a place of its own. */
const byAnalyte = (version: ResultVersion): Map<string, Observation> => {
  const found = new Map<string, Observation>();
  for (const observation of version.observations) {
    if (observation.derived !== undefined) continue;
    const key = observation.analyte_id ?? observation.code.toUpperCase();
    let place = 1;
    while (found.has(`${key} ${place}`)) place++;
    found.set(`${key} ${place}`, observation);
  }
  return found;
};

/** A value that is void, by itself or as all of its result, is one that is not there. */
const standingIn = (version: ResultVersion, observation: Observation | undefined): Observation | undefined =>
  isVoid(version.status) || isVoid(observation?.status) ? undefined : observation;

const verbFor = (status: Observation['status']): string => {
  if (status === 'cancelled') return 'cancelled';
  return status === 'entered-in-error' ? 'withdrew' : 'removed';
};

const changed = (before: Observation, after: Observation): string | undefined => {
  const name = nameOf(after);
  const [from, to] = [withUnit(before), withUnit(after)];
  if (from !== to) {
    const sameUnit = displayUnit(before) === displayUnit(after);
    return `changed ${name} from ${sameUnit ? formatValue(before) : from} to ${to}`;
  }
  const ranges = [before, after].map((o) => o.range?.text ?? o.range_text ?? 'none');
  if (ranges[0] !== ranges[1]) return `changed the range of ${name} from ${ranges[0]} to ${ranges[1]}`;
  if (before.lab_flag !== after.lab_flag) return `changed its mark beside ${name}`;
  return undefined;
};

/**
 * What a laboratory changed between two versions of a result, each as the end of "The laboratory ...". Computed values
 * are left out: they follow from the measured ones. Empty when nothing that is shown differs.
 */
export const changesBetween = (earlier: ResultVersion, current: ResultVersion): string[] => {
  const [before, after] = [byAnalyte(earlier), byAnalyte(current)];
  const changes: string[] = [];
  for (const [key, sent] of after) {
    const observation = standingIn(current, sent);
    if (!observation) continue;
    const old = standingIn(earlier, before.get(key));
    const change = old ? changed(old, observation) : `added ${nameOf(observation)}: ${withUnit(observation)}`;
    if (change) changes.push(change);
  }
  for (const [key, sent] of before) {
    const observation = standingIn(earlier, sent);
    const now = after.get(key);
    if (!observation || standingIn(current, now)) continue;
    changes.push(`${verbFor(now?.status)} ${nameOf(observation)}, which was ${withUnit(observation)}`);
  }
  if (earlier.collected_at !== current.collected_at) changes.push('changed when the sample was collected');
  if (earlier.notes.join('\n') !== current.notes.join('\n')) changes.push('changed its notes');
  return changes;
};
