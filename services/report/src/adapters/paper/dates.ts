const months = [
  'January', 'February', 'March', 'April', 'May', 'June',
  'July', 'August', 'September', 'October', 'November', 'December',
]; // biome-ignore format: a calendar

/** "4 December 2025", from the first ten characters of an ISO date or timestamp; what cannot be read stays as it is. */
export const dayOf = (iso: string): string => {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso) ?? [];
  const name = months[Number(month) - 1];
  return year && day && name ? `${Number(day)} ${name} ${year}` : iso;
};

/**
 * "4 December 2025, 8:10", on the clock of the place where it happened: the characters the laboratory wrote, never moved
 * into another time zone. UTC is named, because a laboratory that writes it does not mean its own clock.
 * @param timestamp RFC 3339 with offset
 */
export const momentOf = (timestamp: string): string => {
  const [, hour, minute, zone] = /T(\d{2}):(\d{2})[^Z+-]*(Z|[+-]\d{2}:?\d{2})?$/.exec(timestamp) ?? [];
  // Exactly midnight is what a date without a time turns into.
  if (!hour || /T00:00(:00(\.0+)?)?(Z|[+-]|$)/.test(timestamp)) return dayOf(timestamp);
  return `${dayOf(timestamp)}, ${Number(hour)}:${minute}${zone === 'Z' || zone === '+00:00' ? ' UTC' : ''}`;
};
