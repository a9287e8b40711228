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

const doubts = {
  header: '',
  none: '',
  skipped: ' The clocks skipped that hour; it was moved to the next.',
  repeated: ' The clocks repeated that hour; the first was taken.',
};

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
    const source =
      read.assumed === 'header'
        ? 'that of MSH-7 taken'
        : `${clock.profile.time_zone} assumed from the lab profile`;
    tellAt(spot, field, 'W_TZ_ASSUMED', `no time zone; ${source}.${doubts[read.assumed]}`);
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
