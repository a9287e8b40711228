import type { Drawable } from '../src/drawable.ts';

interface Limits {
  low?: number | undefined;
  high?: number | undefined;
}

/** Potassium, or what is made of it. */
export const drawable = (number: number, range: Limits, more: Partial<Drawable> = {}): Drawable => ({
  value: { kind: 'quantity', number, sent: String(number) },
  unit: 'mmol/L',
  range: { ...range, low_inclusive: true, high_inclusive: true, text: '', source: 'lab' },
  ...more,
});
export const sentAs = (
  sent: string,
  number: number,
  comparator?: '<' | '<=' | '>' | '>=',
): Partial<Drawable> => ({
  value: { kind: 'quantity', number, sent, ...(comparator && { comparator }) },
});
export const potassium = { low: 3.5, high: 5.1 };
