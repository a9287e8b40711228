import type { Analyte } from './analyte.ts';

/** Without the noise of binary fractions: 12 significant digits are more than any laboratory reports. */
const clean = (value: number): number => Number(value.toPrecision(12));

/**
 * A value in the analyte's preferred unit, by the catalogue's factor (HbA1c mmol/mol by the NGSP/IFCC master equation).
 * @param ucum the unit of `value`
 * @returns undefined when the catalogue has no factor for the unit
 */
export const toPreferred = (analyte: Analyte, value: number, ucum: string): number | undefined => {
  if (ucum === analyte.ucum) return value;
  const unit = analyte.units.find((candidate) => candidate.ucum === ucum);
  return unit && clean(value * unit.factor + (unit.offset ?? 0));
};

/**
 * The way back: a value in the preferred unit, expressed in `ucum`.
 * @returns undefined when the catalogue has no factor for the unit
 */
export const fromPreferred = (analyte: Analyte, value: number, ucum: string): number | undefined => {
  if (ucum === analyte.ucum) return value;
  const unit = analyte.units.find((candidate) => candidate.ucum === ucum);
  if (!unit) return undefined;
  if (unit.backFactor !== undefined) return clean(value * unit.backFactor + (unit.backOffset ?? 0));
  return clean((value - (unit.offset ?? 0)) / unit.factor);
};
