import type { Observation } from '@labsecure/contracts/records';
import { explanations } from './data/explanations.ts';
import { isCriticalFlag, meaningOfFlag } from './flags.ts';

/** Where a value stands, for a reader. */
export type Standing =
  | 'in-range'
  | 'slightly-below'
  | 'slightly-above'
  | 'far-below'
  | 'far-above'
  | 'critical-low'
  | 'critical-high'
  /** The laboratory marked it, and nothing says in which direction or how far. */
  | 'flagged'
  | 'unknown';

/**
 * Far is: more than half as much again as the upper limit, less than half the lower one, or further out than the range
 * is wide. A rule of display, on purpose a coarse one; the laboratory's own "very high" (HU, LU) counts as far too.
 */
const isFar = ({ value, range, flag }: Observation, direction: 'low' | 'high'): boolean => {
  if (['HU', 'LU'].includes(flag?.trim().toUpperCase() ?? '')) return true;
  if (value.kind !== 'quantity' || !range) return false;
  const { low, high } = range;
  const width = low !== undefined && high !== undefined && high > low ? high - low : Number.POSITIVE_INFINITY;
  if (direction === 'high') {
    return high !== undefined && (value.number - high > width || (high > 0 && value.number > high * 1.5));
  }
  return low !== undefined && (low - value.number > width || (low > 0 && value.number < low / 2));
};

const isOutside = ({ value, range }: Observation, direction: 'low' | 'high'): boolean => {
  const limit = direction === 'high' ? range?.high : range?.low;
  return (
    value.kind === 'quantity' &&
    limit !== undefined &&
    (value.number - limit) * (direction === 'high' ? 1 : -1) >= 0
  );
};

/**
 * Where a value stands. The flag shown decides, ours gives the direction to a bare "abnormal" of the laboratory.
 * Slightly and far are only said where there is a range to measure by.
 */
export const standingOf = (observation: Observation): Standing => {
  const { flag, our_flag } = observation;
  const shown = meaningOfFlag(flag);
  const meaning = shown === 'abnormal' || shown === undefined ? (meaningOfFlag(our_flag) ?? shown) : shown;
  if (meaning === undefined) return 'unknown';
  if (shown === 'abnormal' && (meaning === 'abnormal' || meaning === 'normal')) return 'flagged';
  if (meaning === 'normal') return 'in-range';
  if (meaning === 'abnormal') return 'flagged';
  const critical = isCriticalFlag(flag) || (shown !== meaning && isCriticalFlag(our_flag));
  if (critical) return meaning === 'high' ? 'critical-high' : 'critical-low';
  if (isFar(observation, meaning)) return meaning === 'high' ? 'far-above' : 'far-below';
  if (!isOutside(observation, meaning)) return 'flagged';
  return meaning === 'high' ? 'slightly-above' : 'slightly-below';
};

const words: Record<Standing, string> = {
  'in-range': 'In range',
  'slightly-below': 'Slightly below',
  'slightly-above': 'Slightly above',
  'far-below': 'Far below',
  'far-above': 'Far above',
  'critical-low': 'Very low',
  'critical-high': 'Very high',
  flagged: 'Marked by the laboratory',
  unknown: 'No range to compare with',
};

/** The standing in words, plain and without alarm. */
export const wordsOf = (standing: Standing): string => words[standing];

/** What an analyte is, in one plain line; undefined for those the catalogue does not know. */
export const describe = (analyteId: string | undefined): string | undefined =>
  analyteId === undefined ? undefined : explanations.get(analyteId);
