import type { Observation, ReferenceRange } from '@labsecure/contracts/records';
import type { Sex } from '@labsecure/contracts/vocabulary';
import type { Analyte, CatalogueRange } from './analyte.ts';
import { fromPreferred } from './convert.ts';

/** Whom a result is about, as far as ranges ask. Absent: not known. */
export interface Person {
  /** Full years at collection. */
  age?: number;
  sex?: Sex;
}

const adult = 18;

/**
 * The catalogue's range for this person, in the preferred unit. All of them are for adults, so without a known age of
 * 18 or more there is none; one given by sex needs a known sex. Some hold for one LOINC code only (anion gap).
 */
const rangeFor = (
  analyte: Analyte,
  person: Person,
  loinc: string | undefined,
): CatalogueRange | undefined => {
  const { age, sex } = person;
  if (age === undefined) return undefined;
  return analyte.ranges.find(
    (range) =>
      age >= range.ageMin &&
      age < (range.ageMax ?? Number.POSITIVE_INFINITY) &&
      (range.sex === 'any' || range.sex === sex) &&
      (range.loinc === undefined || range.loinc === loinc),
  );
};

/** Limits in another unit are rounded to three digits, so that what is compared with is what is shown. */
const limitIn = (analyte: Analyte, limit: number | undefined, ucum: string): number | undefined => {
  if (limit === undefined || ucum === analyte.ucum) return limit;
  const converted = fromPreferred(analyte, limit, ucum);
  return converted === undefined ? undefined : Number(converted.toPrecision(3));
};

const print = (range: Omit<ReferenceRange, 'text' | 'source'>): string => {
  if (range.low !== undefined && range.high !== undefined) return `${range.low}–${range.high}`;
  if (range.high !== undefined) return `${range.high_inclusive ? '≤' : '<'}${range.high}`;
  return `${range.low_inclusive ? '≥' : '>'}${range.low}`;
};

/**
 * The range to use where the lab sent none.
 * @param ucum unit the limits are wanted in; one the catalogue has a factor for
 */
export const catalogueRange = (
  analyte: Analyte,
  ucum: string,
  person: Person,
  loinc?: string,
): ReferenceRange | undefined => {
  const found = rangeFor(analyte, person, loinc);
  if (!found) return undefined;
  const low = limitIn(analyte, found.low, ucum);
  const high = limitIn(analyte, found.high, ucum);
  const range = {
    ...(low !== undefined && { low }),
    ...(high !== undefined && { high }),
    low_inclusive: found.lowInclusive,
    high_inclusive: found.highInclusive,
  };
  return { ...range, text: print(range), source: 'catalogue' };
};

/** Critical limits for an adult in the unit `ucum`; undefined when there are none, or the age is not known. */
export const criticalLimits = (
  analyte: Analyte,
  ucum: string,
  person: Person,
  loinc?: string,
): Observation['critical'] => {
  const limits = analyte.critical;
  if (!limits || person.age === undefined || person.age < adult) return undefined;
  if (limits.loinc !== undefined && limits.loinc !== loinc) return undefined;
  const low = limitIn(analyte, limits.low, ucum);
  const high = limitIn(analyte, limits.high, ucum);
  return { ...(low !== undefined && { low }), ...(high !== undefined && { high }) };
};
