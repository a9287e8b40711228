import { type Analyte, isBareNumber } from './analyte.ts';
import { meaningOf } from './ucum.ts';
import { ucumOfAlias } from './unit-aliases.ts';
import { unitBesideAnalyte } from './units-by-analyte.ts';

/** What became of the unit a lab sent with a known analyte. */
export type UnitReading =
  | { kind: 'missing' }
  | { kind: 'unknown' }
  /** A unit, but not of what this analyte is measured in. */
  | { kind: 'other-kind'; ucum: string }
  /** The right kind, with no factor in the catalogue. `scale` to the preferred unit where metric prefixes alone differ. */
  | { kind: 'same-kind'; ucum: string; scale?: number }
  | { kind: 'comparable'; ucum: string };

/** UCUM for the characters sent: by analyte where they are ambiguous, then by alias, then as UCUM itself. */
export const toUcum = (sent: string, analyte?: Analyte): string | undefined => {
  const unit = sent.trim();
  const alias = (analyte && unitBesideAnalyte(unit, analyte)) ?? ucumOfAlias(unit);
  return alias ?? (meaningOf(unit) ? unit : undefined);
};

const compareKinds = (ucum: string, analyte: Analyte): UnitReading => {
  const meaning = meaningOf(ucum);
  const sameKind = [{ ucum: analyte.ucum, factor: 1 }, ...analyte.units].find(
    (unit) => meaning && meaningOf(unit.ucum)?.kind === meaning.kind,
  );
  if (!sameKind) return { kind: 'other-kind', ucum };
  const size = meaningOf(sameKind.ucum)?.magnitude;
  if (!size || !meaning?.magnitude) return { kind: 'same-kind', ucum };
  return { kind: 'same-kind', ucum, scale: (meaning.magnitude / size) * sameKind.factor };
};

/**
 * Reads the unit sent beside a known analyte. A bare number (INR, a ratio) needs none.
 */
export const readUnit = (sent: string | undefined, analyte: Analyte): UnitReading => {
  if (!sent?.trim())
    return isBareNumber(analyte) ? { kind: 'comparable', ucum: analyte.ucum } : { kind: 'missing' };
  const ucum = toUcum(sent, analyte);
  if (ucum === undefined) return { kind: 'unknown' };
  const comparable = analyte.ucum === ucum || analyte.units.some((unit) => unit.ucum === ucum);
  return comparable ? { kind: 'comparable', ucum } : compareKinds(ucum, analyte);
};

/** Whether a unit counts particles (mol, eq) and not mass: the two have LOINC codes of their own. */
export const isMolar = (ucum: string): boolean => /(?:^|\/)[munpf]?(?:mol|eq)/.test(ucum);
