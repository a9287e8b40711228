import { readValue } from '../quantity.ts';
import { rawAt, type Spot } from './spot.ts';
import { observationStatusOf } from './statuses.ts';

/** The fields of OBX in which things stand. */
export interface Layout {
  value: number;
  unit: number;
  range: number;
  flag: number;
  status: number;
}

export const standard: Layout = { value: 5, unit: 6, range: 7, flag: 8, status: 11 };
/** OBX-4 was left out, separator and all, so that everything behind it stands one field early. */
const shifted: Layout = { value: 4, unit: 5, range: 6, flag: 7, status: 10 };
const valueEarly: Layout = { ...standard, value: 4 };

const isNumber = (text: string): boolean => Object(readValue(text)).kind === 'quantity';
const isWord = (text: string): boolean => text !== '' && !/^[<>=]*\s*[\d.,]/.test(text);
const isRange = (text: string): boolean => /^[<>]?=?\s*\d[\d.]*\s*[-_]\s*\d[\d.]*$/.test(text);

const isShifted = (spot: Spot): boolean => {
  const [type, value, unit, range, before, status] = [2, 4, 5, 6, 10, 11].map((field) => rawAt(spot, field));
  if (type !== 'NM' || !isNumber(value ?? '') || !isWord(unit ?? '')) return false;
  const statusEarly = status === '' && observationStatusOf(before ?? '') !== undefined;
  return statusEarly || isRange(range ?? '') || /[/%]/.test(unit ?? '');
};

/**
 * Where things stand in this OBX.
 * @param inObx4 whether the lab is known to send the value in OBX-4
 * @returns 'shifted' when a separator seems to be missing and the lab is not known for it
 */
export const layoutOf = (spot: Spot, inObx4: boolean): Layout | 'shifted' => {
  if (isShifted(spot)) return inObx4 ? shifted : 'shifted';
  return inObx4 && rawAt(spot, 5) === '' && rawAt(spot, 4) !== '' ? valueEarly : standard;
};
