import type { Problem } from '@labsecure/contracts/problem';
import { labelOf, problemAt } from './problems.ts';
import { parseRange } from './range.ts';
import type { Reading } from './reading.ts';
import { readUnit } from './units.ts';

const number = /^[<>=≤≥]*\s*[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d+)?$/i;

/** `13.2` or `70-99`: a value or a range. A plain 1 is UCUM's unit of what has none. */
const isMisplaced = (unit: string): boolean =>
  unit !== '1' && (number.test(unit) || ['numeric', 'inverted'].includes(parseRange(unit).kind));

/** Words that are nothing but a unit of this very analyte; N/A, newtons by the ampere, is none. */
const isUnitOf = ({ sent, analyte }: Reading): boolean => {
  const words = sent.value.sent.trim();
  if (!analyte || sent.value.kind !== 'text' || words === '') return false;
  const { kind } = readUnit(words, analyte);
  return kind === 'comparable' || (kind === 'same-kind' && words.includes('/'));
};

/** Whether value, unit and range stand in one another's places, as they do when a separator is missing or two are swapped. */
export const checkShift = (reading: Reading): Problem[] => {
  const name = labelOf(reading);
  const meant = reading.unit?.kind === 'comparable';
  if (!meant && isMisplaced(reading.sent.unit?.trim() ?? '')) {
    const message = `${name}: a number stands where the unit belongs; value and unit may be swapped, or a separator missing.`;
    return [problemAt(reading, 'E_FIELD_SHIFT', message, 'unit')];
  }
  if (!isUnitOf(reading)) return [];
  const message = `${name}: a unit stands where the value belongs; a separator may be missing.`;
  return [problemAt(reading, 'E_FIELD_SHIFT', message, 'value')];
};
