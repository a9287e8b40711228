const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const monthIndex = (timestamp: string): number => Number(timestamp.slice(5, 7)) - 1;

/*
 * All of these read the characters of an RFC 3339 timestamp (`2025-12-04T08:10:00-05:00`) and never a Date: a person
 * remembers the clock on the laboratory's wall, and that is what the offset in the timestamp kept.
 */

/** `December` */
export const monthName = (timestamp: string): string => months[monthIndex(timestamp)] ?? '';

/** `December 2025` */
export const monthAndYear = (timestamp: string): string => `${monthName(timestamp)} ${timestamp.slice(0, 4)}`;

/** `4 December` */
export const dayAndMonth = (timestamp: string): string =>
  `${Number(timestamp.slice(8, 10))} ${monthName(timestamp)}`;

/** `4 Dec` */
export const shortDay = (timestamp: string): string =>
  `${Number(timestamp.slice(8, 10))} ${monthName(timestamp).slice(0, 3)}`;

/** `4 December 2025` */
export const longDate = (timestamp: string): string => `${dayAndMonth(timestamp)} ${timestamp.slice(0, 4)}`;

/**
 * `4 December 2025, 8:10`. A time given in UTC says so, because nobody's wall clock need have shown it; exactly midnight
 * is what a date without a time turns into, so it is left out.
 */
export const dateAndTime = (timestamp: string): string => {
  const time = timestamp.slice(11, 16);
  if (time === '' || timestamp.slice(11, 19) === '00:00:00') return longDate(timestamp);
  const zone = timestamp.endsWith('Z') ? ' UTC' : '';
  return `${longDate(timestamp)}, ${Number(time.slice(0, 2))}:${time.slice(3)}${zone}`;
};

/** Whole months from one timestamp to a later one, by the calendar and not by days. */
export const monthsBetween = (earlier: string, later: string): number =>
  (Number(later.slice(0, 4)) - Number(earlier.slice(0, 4))) * 12 + monthIndex(later) - monthIndex(earlier);
