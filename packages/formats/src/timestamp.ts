import { Temporal } from 'temporal-polyfill';

export interface ReadTimestamp {
  /** RFC 3339 with an offset. */
  at: string;
  /** Present when the sender gave no offset and the lab's zone was used; says whether the clocks made that a choice. */
  assumed?: 'none' | 'skipped' | 'repeated';
}

const doubts = {
  none: '',
  skipped: ' The clocks skipped that hour; it was moved to the next.',
  repeated: ' The clocks repeated that hour; the first was taken.',
};

/** What a sender is told of a time that was read in the lab's zone. */
export const zoneRemark = (zone: string, assumed: NonNullable<ReadTimestamp['assumed']>): string =>
  `no time zone; ${zone} assumed from the lab profile.${doubts[assumed]}`;

const pattern =
  /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?([Zz]|[+-]\d{2}(?::?\d{2})?)?)?$/;

/** No laboratory reported before; a smaller year is a slip of the pen. */
const firstYear = 1900;

const rfcOffset = (offset: string): string => {
  if (/^z$/i.test(offset)) return 'Z';
  const digits = offset.slice(1).replace(':', '').padEnd(4, '0');
  return `${offset[0]}${digits.slice(0, 2)}:${digits.slice(2)}`;
};

/** A leap second is well formed and yet nothing else can hold it; Temporal would move it without a word. */
const wallTime = (local: string): Temporal.PlainDateTime | undefined => {
  if (/T\d{2}:\d{2}:60/.test(local)) return undefined;
  try {
    const wall = Temporal.PlainDateTime.from(local, { overflow: 'reject' });
    return wall.year < firstYear ? undefined : wall;
  } catch {
    return undefined;
  }
};

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** The same question as wallTime's, for moments that need no zone: most are of this kind, and it is asked of all. */
const existed = (local: string): boolean => {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = local
    .slice(0, 19)
    .split(/[-T:]/)
    .map(Number);
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  return year >= firstYear && isDay && hour <= 23 && minute <= 59 && second <= 59;
};

const inZone = (wall: Temporal.PlainDateTime, zone: string): ReadTimestamp => {
  const first = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const last = wall.toZonedDateTime(zone, { disambiguation: 'later' });
  const text = (moment: Temporal.ZonedDateTime) => moment.toString({ timeZoneName: 'never' });
  if (first.epochNanoseconds === last.epochNanoseconds) return { at: text(first), assumed: 'none' };
  const repeated = first.toPlainDateTime().equals(wall);
  return repeated ? { at: text(first), assumed: 'repeated' } : { at: text(last), assumed: 'skipped' };
};

/**
 * Reads an ISO 8601 date or date and time. A date alone is the start of that day where the lab is: a midnight stands for
 * "some time that day" and keeps the day in every comparison. A time without an offset is read in the lab's zone: one
 * that the clocks skipped is moved forward by as much as they were, of one they repeated the first is taken.
 * @param zone IANA name
 * @returns undefined for what is not a date, or a date that never was (2024-02-30)
 * @throws RangeError when there is no such zone, which is not the sender's fault
 */
export const readTimestamp = (text: string, zone: string): ReadTimestamp | undefined => {
  const [, date, time = '00:00', offset] = pattern.exec(text) ?? [];
  if (date === undefined) return undefined;
  const local = `${date}T${time.length === 5 ? `${time}:00` : time}`;
  if (offset === undefined) {
    const wall = wallTime(local);
    return wall && inZone(wall, zone);
  }
  if (!existed(local)) return undefined;
  const at = `${local}${rfcOffset(offset)}`;
  // An offset of 99 hours is well formed and yet no moment.
  return Number.isNaN(Date.parse(at)) ? undefined : { at };
};

/** Whether the text is a day that exists, as YYYY-MM-DD. */
export const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && existed(`${text}T00:00:00`);
