import type { ReferenceRange } from '@labsecure/contracts/records';
import type { Comparator, ComputedFlag } from '@labsecure/contracts/vocabulary';

/** All of HL7 table 0078 (v2.8 and FHIR R4). */
const table0078 = new Set(
  `< > A AA AC B D DET H HH HM HU I IE IND L LL LU MS N ND NEG NR NS null OBX POS QCF R RR S SDD SYN-R SYN-S TOX U VS W WR`.split(
    ' ',
  ),
);

export const isTableFlag = (flag: string): boolean => table0078.has(flag);

export type FlagMeaning = 'normal' | 'low' | 'high' | 'abnormal';

const meanings: Record<string, FlagMeaning> = {
  N: 'normal',
  L: 'low',
  LL: 'low',
  LU: 'low',
  '<': 'low',
  H: 'high',
  HH: 'high',
  HU: 'high',
  '>': 'high',
  A: 'abnormal',
  AA: 'abnormal',
};

/** What a flag says of the range; undefined for those that speak of something else (change, susceptibility, ...). */
export const meaningOfFlag = (flag: string | undefined): FlagMeaning | undefined =>
  flag === undefined ? undefined : meanings[flag.trim().toUpperCase()];

export const isCriticalFlag = (flag: string | undefined): boolean =>
  flag !== undefined && ['LL', 'HH', 'AA'].includes(flag.trim().toUpperCase());

/** Two flags contradict when one says in and the other out of range, or low and high. H and HH do not. */
export const flagsContradict = (one: string | undefined, other: string | undefined): boolean => {
  const [a, b] = [meaningOfFlag(one), meaningOfFlag(other)];
  if (a === undefined || b === undefined || a === b) return false;
  return a === 'normal' || b === 'normal' || (a !== 'abnormal' && b !== 'abnormal');
};

export interface Quantity {
  number: number;
  comparator?: Comparator | undefined;
}

/** Where the true value can lie: `<0.01` is anything below 0.01. */
interface Span {
  from: number;
  fromInclusive: boolean;
  to: number;
  toInclusive: boolean;
}

const spanOf = ({ number, comparator }: Quantity, floor: number): Span => {
  if (comparator === '<' || comparator === '<=') {
    return { from: floor, fromInclusive: true, to: number, toInclusive: comparator === '<=' };
  }
  if (comparator === '>' || comparator === '>=') {
    const from = { from: number, fromInclusive: comparator === '>=' };
    return { ...from, to: Number.POSITIVE_INFINITY, toInclusive: true };
  }
  return { from: number, fromInclusive: true, to: number, toInclusive: true };
};

type Limits = Pick<ReferenceRange, 'low' | 'high' | 'low_inclusive' | 'high_inclusive'>;

const isBelow = (span: Span, limit: number, limitInRange: boolean): boolean =>
  span.to < limit || (span.to === limit && (limitInRange ? !span.toInclusive : true));
const isAbove = (span: Span, limit: number, limitInRange: boolean): boolean =>
  span.from > limit || (span.from === limit && (limitInRange ? !span.fromInclusive : true));

/** In, below or above the range for certain; undefined when the comparator leaves it open. */
const place = (span: Span, range: Limits): 'N' | 'L' | 'H' | undefined => {
  const { low, high } = range;
  if (low !== undefined && isBelow(span, low, range.low_inclusive)) return 'L';
  if (high !== undefined && isAbove(span, high, range.high_inclusive)) return 'H';
  const reachesBelow =
    low !== undefined &&
    (span.from < low || (span.from === low && span.fromInclusive && !range.low_inclusive));
  const reachesAbove =
    high !== undefined && (span.to > high || (span.to === high && span.toInclusive && !range.high_inclusive));
  return reachesBelow || reachesAbove ? undefined : 'N';
};

/**
 * Our flag for a value: against the range, and LL or HH at or beyond the critical limits. A value inside the range is
 * never critical. Undefined when it cannot be known.
 * @param floor below which nothing can be measured; 0 for concentrations
 */
export const flagQuantity = (
  quantity: Quantity,
  range: Limits | undefined,
  critical: { low?: number | undefined; high?: number | undefined } = {},
  floor = Number.NEGATIVE_INFINITY,
): ComputedFlag | undefined => {
  const span = spanOf(quantity, range?.low === 0 ? Math.max(floor, 0) : floor);
  const placed = range && place(span, range);
  if (placed === 'N') return 'N';
  if (critical.low !== undefined && span.to <= critical.low && placed !== 'H') return 'LL';
  if (critical.high !== undefined && span.from >= critical.high && placed !== 'L') return 'HH';
  return placed;
};
