import { unitKey } from './unit-aliases.ts';

/** What a lab wrote as reference range. */
export type ParsedRange =
  | { kind: 'empty' }
  | { kind: 'numeric'; low?: number; high?: number; low_inclusive: boolean; high_inclusive: boolean }
  /** Low above high: no range at all. */
  | { kind: 'inverted'; low: number; high: number }
  /** Words, or several ranges in one: kept, not compared. */
  | { kind: 'text'; text: string };

// A thousands comma cannot be told from a decimal comma, so neither is read.
const number = String.raw`[+-]?(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})`;
const between = new RegExp(String.raw`^(${number})\s*(?:-|_|~|to)\s*(${number})\s*(.*)$`, 'i');
const oneSided = new RegExp(String.raw`^(<=?|>=?)\s*(${number})\s*(.*)$`);

/** Longer than any range in numbers. */
const longest = 60;

const comparators: [RegExp, string][] = [
  [/[‐-―−]/g, '-'],
  [/≤|=<|<\s*or\s*=/gi, '<='],
  [/≥|=>|>\s*or\s*=/gi, '>='],
  [/^up to\s/i, '<='],
];

const plain = (text: string): string =>
  comparators
    .reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text.normalize('NFC'))
    .trim()
    .replace(/^[[(]\s*(.*?)\s*[\])]$/, '$1')
    .trim();

/** After the numbers only the unit of the value itself may stand; anything else may be a condition. */
const endsWell = (tail: string, unit: string | undefined): boolean =>
  tail === '' || (unit !== undefined && unitKey(tail) === unitKey(unit));

/**
 * Reads a reference range as labs write it: `4.5-11.0`, `4.5 to 11.0`, `<200`, `>=60`, `≤5`, `70_105`, `> OR = 60`.
 * Numbers are in the unit of the value beside it. `<` and `>` exclude their limit, everything else includes it.
 * @param unit the unit of the value, which may be repeated after the range
 */
export const parseRange = (sent: string | undefined, unit?: string): ParsedRange => {
  if (sent && sent.length > longest) return { kind: 'text', text: sent.trim() };
  const text = plain(sent ?? '');
  if (/^[-[\]()\s]*$/.test(text)) return { kind: 'empty' };
  const [, first, second, tail = ''] = between.exec(text) ?? [];
  if (first !== undefined && second !== undefined && endsWell(tail, unit)) {
    const [low, high] = [Number(first), Number(second)];
    if (low > high) return { kind: 'inverted', low, high };
    return { kind: 'numeric', low, high, low_inclusive: true, high_inclusive: true };
  }
  const [, comparator, limit, rest = ''] = oneSided.exec(text) ?? [];
  if (comparator === undefined || !endsWell(rest, unit)) return { kind: 'text', text: (sent ?? '').trim() };
  const inclusive = comparator.endsWith('=');
  return comparator.startsWith('<')
    ? { kind: 'numeric', high: Number(limit), low_inclusive: true, high_inclusive: inclusive }
    : { kind: 'numeric', low: Number(limit), low_inclusive: inclusive, high_inclusive: true };
};
