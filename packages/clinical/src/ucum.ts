/// <reference path="./ucum-lhc.d.ts" />
import { UcumLhcUtils } from '@lhncbc/ucum-lhc';

/** What a unit measures, and how much of it. */
export interface UcumMeaning {
  /** Units of one kind can stand for one another: dimensions, moles, equivalents, arbitrary units. */
  kind: string;
  /** Size in base units, where sizes within the kind can be compared. */
  magnitude?: number;
}

const library = UcumLhcUtils.getInstance();

/** The library prints what it cannot read, loops long over long input, and takes `constructor` for a unit. */
const readable = /^[\x21-\x7e]{1,40}$/;

const read = (ucum: string): UcumMeaning | undefined => {
  if (!readable.test(ucum)) return undefined;
  const { unit, retMsg } = library.getSpecifiedUnit(ucum, 'validate', false);
  if (!unit || retMsg.length > 0 || typeof unit.magnitude_ !== 'number') return undefined;
  const dimensions = unit.dim_?.dimVec_ ?? [];
  const kind = [
    dimensions.join(),
    unit.moleExp_ ?? 0,
    unit.equivalentExp_ ?? 0,
    unit.isArbitrary_ === true,
  ].join('|');
  // Sizes of bare numbers, of arbitrary and of special units mean nothing to one another.
  const scaled =
    !unit.isArbitrary_ && !unit.isSpecial_ && (dimensions.some((power) => power !== 0) || unit.moleExp_);
  return scaled ? { kind, magnitude: unit.magnitude_ } : { kind };
};

const known = new Map<string, UcumMeaning | undefined>();
const limit = 500;

/**
 * What a UCUM unit measures; undefined when it is not valid UCUM. For validity and kind only: the library's conversions
 * are wrong for laboratory use (international units, HbA1c), the catalogue's factors are used instead.
 */
export const meaningOf = (ucum: string): UcumMeaning | undefined => {
  if (known.has(ucum)) return known.get(ucum);
  if (known.size >= limit) known.clear();
  const meaning = read(ucum);
  known.set(ucum, meaning);
  return meaning;
};
