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
const texts = new Set(['ST', 'TX', 'FT', 'IS', 'ID']);
/** OBX-4 was left out, separator and all, so that everything behind it stands one field early. */
const shifted: Layout = { value: 4, unit: 5, range: 6, flag: 7, status: 10 };
const valueEarly: Layout = { ...standard, value: 4 };

const isNumber = (text: string): boolean => Object(readValue(text)).kind === 'quantity';
/** `<^5.5`; a sub-identifier has no such parts. */
const isStructured = (text: string): boolean => /^(?:[<>]?=?|<>)\W\d/.test(text);
/** Thousands per microlitre begin with a number: 10*3/uL, x10^3/uL. */
const isPower = (text: string): boolean => /^x?10(?:\W|\\S\\)\d{1,2}\//i.test(text);
const isWord = (text: string): boolean => text !== '' && !/^[<>=]*\s*[\d.,]/.test(text);
const isRange = (text: string): boolean => /^(?:[<>]=?\s*\d[\d.]*|\d[\d.]*\s*[-_]\s*\d[\d.]*)$/.test(text);
/** An amount in a volume or a mass: as a value in words it says nothing. Not N/A, nor Neg/Pos. */
const isConcentration = (text: string): boolean =>
  isPower(text) ||
  /^(?:[munpfkµμ]?(?:g|mol|iu|u|eq|osm|kat)|cells|copies)\/(?:[dmunpfµμ]?l|k?g)$/i.test(text);

/**
 * A number where the sub-identifier belongs and a unit where the value does. Of types that hold numbers alone that is
 * told by either; a text may be any word, and its sub-identifier is often a number, so more has to speak for it.
 */
const isShifted = (spot: Spot): boolean => {
  const [type = '', value = '', unit = '', range = '', before = '', status = ''] = [2, 4, 5, 6, 10, 11].map(
    (field) => rawAt(spot, field),
  );
  const statusEarly = status === '' && observationStatusOf(before) !== undefined;
  const speaks = statusEarly || isRange(range);
  const isUnit = isPower(unit) || isWord(unit);
  if (type === 'SN') return isStructured(value) && isUnit;
  if (!isNumber(value)) return false;
  if (type === 'NM') return isUnit && (speaks || /[/%]/.test(unit));
  return isConcentration(unit) || (texts.has(type) && /[/%]/.test(unit) && isWord(unit) && speaks);
};

/**
 * Where things stand in this OBX.
 * @param inObx4 whether the lab is known to send the value in OBX-4
 * @returns 'shifted' when a separator seems to be missing and the lab is not known for it
 */
export const layoutOf = (spot: Spot, inObx4: boolean): Layout | 'shifted' => {
  if (isShifted(spot)) {
    // Where fields are missing anyway, the status may still be in its place.
    const status = rawAt(spot, 10) === '' ? standard.status : shifted.status;
    return inObx4 ? { ...shifted, status } : 'shifted';
  }
  return inObx4 && rawAt(spot, 5) === '' && rawAt(spot, 4) !== '' ? valueEarly : standard;
};
