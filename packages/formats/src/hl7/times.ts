import { zoneRemark } from '../timestamp.ts';
import { type Clock, readMoment } from './moment.ts';
import { componentOf, nameAt, rawAt, repetitionsOf, type Spot, tellAt } from './spot.ts';

export interface FoundMoment {
  at: string;
  pointer: string;
}

/** A field that may hold a time. */
export interface Candidate {
  spot: Spot | undefined;
  field: number;
}

const firstOf = (spot: Spot, field: number): string => {
  const [raw = ''] = repetitionsOf(spot, rawAt(spot, field));
  return componentOf(spot, raw, 1);
};

const readAt = (spot: Spot, field: number, clock: Clock): FoundMoment | undefined => {
  const read = readMoment(firstOf(spot, field), clock);
  if (read === undefined) {
    const fault = 'not a valid date/time; send YYYYMMDDHHMMSS with an offset, such as -0500.';
    return tellAt(spot, field, 'E_DATE', fault);
  }
  if (read.assumed) {
    const remark =
      read.assumed === 'header'
        ? 'no time zone; that of MSH-7 taken.'
        : zoneRemark(clock.profile.time_zone, read.assumed);
    tellAt(spot, field, 'W_TZ_ASSUMED', remark);
  }
  return { at: read.at, pointer: `/${nameAt(spot, field)}` };
};

/**
 * The time in the first of these fields that is not empty.
 * @returns undefined where there is none, or it cannot be read, which the problems name
 */
export const firstMoment = (candidates: Candidate[], clock: Clock): FoundMoment | undefined => {
  const found = candidates.find(({ spot, field }) => spot !== undefined && firstOf(spot, field) !== '');
  return found?.spot && readAt(found.spot, found.field, clock);
};
