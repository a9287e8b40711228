import type { Field } from '../facts/fact.ts';
import { readValue } from '../quantity.ts';

export interface Damage {
  code: string;
  fault: string;
}

const scientific = /^[+-]?\d(?:[.,]\d{1,15})?E[+-]\d{2,3}$/i;
const month = '(?:jan|feb|mar|mär|mrz|apr|may|mai|jun|jul|aug|sep|sept|oct|okt|nov|dec|dez)';
const monthAndDay = new RegExp(String.raw`^(?:\d{1,2}(?:-|\. ?)${month}|${month}[- ]\d{2})$`, 'i');
const fullDate =
  /^(?:\d{4}([/.-])\d{1,2}\1\d{1,2}|\d{1,2}([/.-])\d{1,2}\2(?:\d{4}|\d{2}))(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?$/;
const errorValue = /^#(?:REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|#+)$/i;

const identifiers = new Set<Field>(['patient_id', 'lab_id', 'accession', 'panel', 'code', 'loinc']);
/** Laboratories number patients and specimens like dates; codes and ranges never look like one. */
const neverDates = new Set<Field>(['panel', 'code', 'loinc', 'range', 'range_low', 'range_high']);
const neverDays = new Set<Field>([...identifiers, ...neverDates, 'value', 'unit']);

const asText = 'send the column as text.';
const spreadsheet = (fault: string): Damage => ({ code: 'E_SPREADSHEET', fault });

/** "=<5" and "=>5" are comparators some laboratories write. */
const isNumber = (text: string): boolean => {
  const read = readValue(text);
  return typeof read !== 'string' && read.kind === 'quantity';
};

/**
 * What a spreadsheet made of a cell when it opened and saved the file: accession 123000 as 1.23E+05, range 5-11 as
 * 11-May, code MAR1 as 1-Mar. What was there before is lost, so it is never read.
 */
export const damageOf = (field: Field, text: string): Damage | undefined => {
  if (text.startsWith('=') && !(field === 'value' && isNumber(text))) {
    return { code: 'E_CSV_FORMULA', fault: 'a spreadsheet formula; send what it shows.' };
  }
  if (errorValue.test(text)) return spreadsheet("a spreadsheet's error stands in place of what was there.");
  if (field === 'unit' && isNumber(text)) {
    return {
      code: 'E_FIELD_SHIFT',
      fault: 'the unit is a number; a comma in the value may have moved the cells.',
    };
  }
  if (identifiers.has(field) && scientific.test(text)) {
    return spreadsheet(`a spreadsheet has rounded the number (such as 1.23E+05); ${asText}`);
  }
  const dated =
    (neverDates.has(field) && fullDate.test(text)) || (neverDays.has(field) && monthAndDay.test(text));
  return dated ? spreadsheet(`a spreadsheet has made a date of it; ${asText}`) : undefined;
};

/** A text that a spreadsheet would run when someone opens the list it is shown in: @SUM(1), +cmd|..., -A1. */
export const looksLikeFormula = (text: string): boolean =>
  /^@|^[+-]+[^+\-.\d\s]/.test(text) && !/^[+-]ve$/i.test(text);
