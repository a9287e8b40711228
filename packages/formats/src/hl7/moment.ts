import { readMoment as readWritten, readDay as readWrittenDay } from '../facts/written-date.ts';
import type { LabProfile } from '../profile.ts';
import { isDate, readTimestamp } from '../timestamp.ts';

/** How times are read that leave something open. */
export interface Clock {
  profile: LabProfile;
  /** That of MSH-7, which holds for the whole message where it stands (HL7 v2.8, MSH-7). */
  offset?: string;
}

export interface ReadMoment {
  at: string;
  /** From where the offset is, when the time itself has none. */
  assumed?: 'header' | 'none' | 'skipped' | 'repeated';
}

const hl7 = /^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(?:(\d{2})(?:(\d{2})(\.\d{1,4})?)?)?)? ?([+-]\d{4}|Z)?$/;
const offsetAtEnd = /\d{6} ?([+-]\d{4}|Z)$/;

/** The offset behind an HL7 time, when there is one. */
export const offsetOf = (sent: string): string | undefined => offsetAtEnd.exec(sent)?.[1];

const fromHl7 = (sent: string) => {
  const [, year, month, day, hour, minute = '00', second = '00', fraction = '', offset] =
    hl7.exec(sent) ?? [];
  if (year === undefined) return undefined;
  const time = hour === undefined ? '' : `${hour}:${minute}:${second}${fraction}`;
  return { date: `${year}-${month}-${day}`, time, offset };
};

/**
 * Reads a time as HL7 writes it (YYYYMMDD[HH[MM[SS[.S]]]][+ZZZZ]), as ISO 8601, or as the lab's profile says. A day
 * alone is the start of that day.
 * @returns undefined for what is not a time, is no day (a year, a month), or never was (20200230)
 */
export const readMoment = (sent: string, { profile, offset }: Clock): ReadMoment | undefined => {
  const parts = fromHl7(sent);
  if (parts === undefined) {
    const read = readWritten(sent, profile);
    return read === 'ambiguous' ? undefined : read;
  }
  const { date, time, offset: own } = parts;
  const known = own ?? offset;
  if (known === undefined) return readTimestamp(time === '' ? date : `${date}T${time}`, profile.time_zone);
  const read = readTimestamp(`${date}T${time || '00:00:00'}${known}`, profile.time_zone);
  return read && (own === undefined ? { ...read, assumed: 'header' } : read);
};

/**
 * A day, such as a birth date; a time behind it is left aside, for it is nobody's birthday elsewhere.
 * @returns 'imprecise' for a year or a month that could be one; undefined for what is no day
 */
export const readDay = (sent: string, clock: Clock): string | 'imprecise' | undefined => {
  if (/^(?:19|20)\d{2}(?:0[1-9]|1[0-2])?$/.test(sent)) return 'imprecise';
  const parts = fromHl7(sent);
  if (parts === undefined) {
    const day = readWrittenDay(sent, clock.profile);
    return day === 'ambiguous' ? undefined : day;
  }
  return isDate(parts.date) && readMoment(sent, clock) !== undefined ? parts.date : undefined;
};
