import type { PanelId } from '@labsecure/contracts/vocabulary';
import data from './data/analytes.json' with { type: 'json' };

/** An adult range in the analyte's preferred unit. `loinc`: only for observations with that very code. */
export interface CatalogueRange {
  sex: string;
  ageMin: number;
  ageMax?: number;
  low?: number;
  high?: number;
  lowInclusive: boolean;
  highInclusive: boolean;
  loinc?: string;
}

/** A unit other than the preferred one: `preferred = value * factor + offset`. */
export interface CatalogueUnit {
  ucum: string;
  factor: number;
  offset?: number;
  /** The published way back, where it is not the inverse to the last digit (HbA1c). */
  backFactor?: number;
  backOffset?: number;
}

export interface AnalyteLoinc {
  code: string;
  ucum: string;
  preferred?: boolean;
  /** The code stands for mass and molar units alike. */
  anyUnit?: boolean;
}

/** One thing a laboratory measures. Facts with source and confidence stand in data/analytes.json. */
export interface Analyte {
  id: string;
  name: string;
  aliases: string[];
  loinc: AnalyteLoinc[];
  /** The preferred unit, in UCUM; ranges, critical and plausible limits are in it. */
  ucum: string;
  decimals: number;
  units: CatalogueUnit[];
  ranges: CatalogueRange[];
  /** Critical at or beyond these, for adults. */
  critical?: { low?: number; high?: number; loinc?: string };
  /** What a living person can have; outside it the unit or the number is wrong. */
  plausible: { low: number; high: number };
  onlySex?: string;
  /** Absent: blood. */
  specimen?: string;
}

export interface Panel {
  id: string;
  name: string;
  loinc: string[];
  /** Analyte ids that a complete panel holds. */
  core: string[];
  optional: string[];
}

export const analytes: readonly Analyte[] = data.analytes;
export const panels: readonly Panel[] = data.panels;
export const unitAliases: readonly { ucum: string; aliases: string[] }[] = data.unitAliases;

const byId = new Map(analytes.map((analyte) => [analyte.id, analyte]));
const panelsById = new Map(panels.map((panel) => [panel.id, panel]));

/** The analyte with this catalogue id (`hgb`), if there is one. */
export const analyteById = (id: string): Analyte | undefined => byId.get(id);

/** The panel with this id; undefined for `other`, which has no set members. */
export const panelById = (id: PanelId): Panel | undefined => panelsById.get(id);

/** Without a dimension of its own, and so as good without a unit: ratios, INR, indices. */
export const isBareNumber = (analyte: Analyte): boolean => /^\{[^}]*\}$/.test(analyte.ucum);
