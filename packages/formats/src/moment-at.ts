import { type Place, tell, textAt } from './place.ts';
import { readTimestamp, zoneRemark } from './timestamp.ts';

/**
 * The date or time at a key of JSON, as RFC 3339 with an offset.
 * @param zone IANA name of the lab's time zone, for what comes without an offset
 * @returns undefined where there is none, or none that can be read, which the place's problems then say
 */
export const momentAt = (place: Place, key: string, zone: string): string | undefined => {
  const sent = textAt(place, key);
  if (sent === undefined) return undefined;
  const read = readTimestamp(sent, zone);
  if (read === undefined) {
    const fault = 'not a valid date/time; send ISO 8601 with an offset, such as 2024-01-15T10:30:00-05:00.';
    return tell(place, key, 'E_DATE', fault);
  }
  if (read.assumed) tell(place, key, 'W_TZ_ASSUMED', zoneRemark(zone, read.assumed));
  return read.at;
};
