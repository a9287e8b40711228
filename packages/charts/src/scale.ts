/** What a scale has to hold; all in one unit. */
export interface ScaleInput {
  value: number;
  low?: number | undefined;
  high?: number | undefined;
  critical?: { low?: number | undefined; high?: number | undefined } | undefined;
}

/** The stretch of numbers a bar shows. Both ends are finite, `from < to`, and so is what lies between. */
export interface Scale {
  from: number;
  to: number;
}

/** How far a bar may reach for a distant value or limit, in widths of the range: further, and the range is a speck. */
const furthest = 2.5;

/** Room beside the range when nothing asks for more, in widths of the range. */
const margin = 0.75;

/** Room beyond the value or a critical limit, in widths of the range. */
const beyond = 0.08;

/** A one-sided range has no width of its own; its limit's distance from zero stands in for it. */
const widthOf = (low: number | undefined, high: number | undefined): number => {
  const width = low !== undefined && high !== undefined ? high - low : Math.abs(low ?? high ?? 0);
  return width > 0 ? width : Math.max(1, Math.abs(high ?? 0) * 0.1);
};

const within = (wish: number, least: number, most: number): number => Math.min(Math.max(wish, least), most);

/**
 * Chooses what a bar shows: the range in the middle, some room on either side of it, more where the value or a critical
 * limit asks for it, and nothing below zero unless something lies there.
 * @returns undefined when there is no limit to show, or nothing can be told apart at such a size
 */
export const scaleOf = ({ value, low, high, critical }: ScaleInput): Scale | undefined => {
  if (low === undefined && high === undefined) return undefined;
  const width = widthOf(low, high);
  const bottom = low ?? Math.min(0, (high ?? 0) - width);
  const top = high ?? bottom + width;
  const room = width * beyond;
  const [lowest, highest] = [bottom - width * furthest, top + width * furthest];
  // A critical limit that the bar cannot reach is no reason to reach for it.
  const { low: criticalLow = bottom, high: criticalHigh = top } = critical ?? {};
  const reachLow = criticalLow - room < lowest ? bottom : criticalLow - room;
  const reachHigh = criticalHigh + room > highest ? top : criticalHigh + room;
  const wishedFrom = Math.min(bottom - width * margin, value - room, reachLow);
  const wishedTo = Math.max(top + width * margin, value + room, reachHigh);
  const least = within(wishedFrom, lowest, bottom);
  const to = within(wishedTo, top, highest);
  const belowZero = Math.min(value, bottom, reachLow + room) < 0;
  // A range without a lower limit begins where the bar does: it needs no room there unless the value does.
  const open = low === undefined && value >= bottom ? bottom : least;
  const from = belowZero ? open : Math.max(0, open);
  return to > from && Number.isFinite(to - from) ? { from, to } : undefined;
};

/** Where a number falls on the scale, from 0 to 1; what lies beyond is put at the end. */
export const placeOn = ({ from, to }: Scale, number: number): number =>
  within((number - from) / (to - from), 0, 1);

/** On which side of the scale a number lies, if not on it. */
export const sideOf = ({ from, to }: Scale, number: number): 'left' | 'right' | undefined => {
  if (number < from) return 'left';
  return number > to ? 'right' : undefined;
};
