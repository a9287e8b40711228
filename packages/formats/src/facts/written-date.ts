import type { DateFormat } from '@labsecure/contracts/vocabulary';
import type { LabProfile } from '../profile.ts';
import { isDate, type ReadTimestamp, readTimestamp } from '../timestamp.ts';

const clock = String.raw`(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([AaPp])[Mm])?)?$`;

/** Year, month and day are groups 1 to 3 in the order of `parts`. */
const shapes: Record<DateFormat, { pattern: RegExp; parts: [year: number, month: number, day: number] }> = {
  YYYYMMDD: { pattern: new RegExp(String.raw`^(\d{4})(\d{2})(\d{2})${clock}`), parts: [1, 2, 3] },
  'YYYY-MM-DD': { pattern: new RegExp(String.raw`^(\d{4})-(\d{1,2})-(\d{1,2})${clock}`), parts: [1, 2, 3] },
  'MM/DD/YYYY': { pattern: new RegExp(String.raw`^(\d{1,2})/(\d{1,2})/(\d{4})${clock}`), parts: [3, 1, 2] },
  'DD/MM/YYYY': { pattern: new RegExp(String.raw`^(\d{1,2})/(\d{1,2})/(\d{4})${clock}`), parts: [3, 2, 1] },
  'DD.MM.YYYY': { pattern: new RegExp(String.raw`^(\d{1,2})\.(\d{1,2})\.(\d{4})${clock}`), parts: [3, 2, 1] },
};

/** On a clock of 12 hours there is no hour 0 and no hour 13. */
const hourOf = (hour: string, half: string | undefined): number | undefined => {
  const number = Number(hour);
  if (half === undefined) return number;
  if (number < 1 || number > 12) return undefined;
  return (number % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
};

const two = (part: string | number | undefined): string => String(part ?? '').padStart(2, '0');

/** The same as ISO 8601 without an offset, or undefined where it is not of that format. */
const isoOf = (text: string, format: DateFormat): string | undefined => {
  const { pattern, parts } = shapes[format];
  const found = pattern.exec(text);
  if (found === null) return undefined;
  const [year, month, day] = parts.map((part) => found[part]);
  const [, , , , hour, minute, second, half] = found;
  const date = `${year}-${two(month)}-${two(day)}`;
  if (hour === undefined) return date;
  const read = hourOf(hour, half);
  return read === undefined ? undefined : `${date}T${two(read)}:${minute}:${second ?? '00'}`;
};

const onlyOne = <T>(readings: Map<string, T>): T | 'ambiguous' | undefined =>
  readings.size > 1 ? 'ambiguous' : readings.values().next().value;

/**
 * Reads a moment as ISO 8601, else in the formats the lab's profile names. A date that two of them read as two
 * different moments is nobody's to choose.
 */
export const readMoment = (text: string, profile: LabProfile): ReadTimestamp | 'ambiguous' | undefined => {
  const iso = readTimestamp(text, profile.time_zone);
  if (iso !== undefined) return iso;
  const readings = (profile.quirks?.date_formats ?? []).flatMap((format) => {
    const local = isoOf(text, format);
    const read = local === undefined ? undefined : readTimestamp(local, profile.time_zone);
    return read === undefined ? [] : [[read.at, read] as const];
  });
  return onlyOne(new Map(readings));
};

/** The same for a day without a time. */
export const readDay = (text: string, profile: LabProfile): string | undefined => {
  if (isDate(text)) return text;
  const days = (profile.quirks?.date_formats ?? []).flatMap((format) => isoOf(text, format) ?? []);
  return onlyOne(new Map(days.filter(isDate).map((day) => [day, day])));
};
