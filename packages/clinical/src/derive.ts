import type { Observation } from '@labsecure/contracts/records';
import { isVoid, type PanelId } from '@labsecure/contracts/vocabulary';
import { type Analyte, analyteById, panelById } from './analyte.ts';
import { catalogueRange, criticalLimits, type Person } from './catalogue-range.ts';
import { type Derivation, derivations } from './derivations.ts';
import { flagQuantity } from './flags.ts';
import type { Reading } from './reading.ts';

type Target = Pick<Analyte, 'id' | 'name' | 'ucum' | 'decimals'>;

/** Not in the catalogue: no laboratory range is published for it, so none is shown. */
const correctedCalcium: Target = {
  id: 'corrected_calcium',
  name: 'Calcium, corrected for albumin',
  ucum: 'mg/dL',
  decimals: 1,
};

/** Exact numbers only: of `<5` nothing can be computed, nor of a withdrawn value. */
const usable = ({ sent, status }: Reading): boolean =>
  !isVoid(status) && sent.value.kind === 'quantity' && sent.value.comparator === undefined;

const partsOf = (derivation: Derivation, readings: Reading[]): number[] | undefined => {
  const parts = derivation.parts.map(
    (id) => readings.find((reading) => reading.analyte?.id === id && usable(reading))?.preferred,
  );
  return parts.every((part) => part !== undefined) ? parts : undefined;
};

const preferredLoincOf = (analyte: Analyte | undefined): string | undefined =>
  analyte?.loinc.find((entry) => entry.preferred)?.code;

const toObservation = (derivation: Derivation, number: number, person: Person): Observation => {
  const analyte = analyteById(derivation.id);
  const target = analyte ?? correctedCalcium;
  const loinc = derivation.loinc ?? preferredLoincOf(analyte);
  const sent = number.toFixed(target.decimals);
  // Flagged as shown: 59.6 stands there as 60, and 60 is in range.
  const value = { kind: 'quantity' as const, number: Number(sent), sent };
  const range = analyte && catalogueRange(analyte, analyte.ucum, person, loinc);
  const critical = analyte && criticalLimits(analyte, analyte.ucum, person, loinc);
  const flag = flagQuantity(value, range, critical);
  return {
    code: target.id,
    name: target.name,
    analyte_id: target.id,
    ...(loinc && { loinc }),
    value,
    unit: target.ucum,
    ucum: target.ucum,
    preferred: { number: value.number, ucum: target.ucum },
    ...(range && { range }),
    ...(critical && { critical }),
    ...(flag && { our_flag: flag, flag }),
    flags_disagree: false,
    derived: derivation.method,
    notes: [],
  };
};

/**
 * What can be computed from the parts and was not sent, in any form: a lab that writes "unable to calculate" is not
 * contradicted. In the preferred unit, rounded as usual for the analyte.
 */
export const derive = (panel: PanelId, readings: Reading[], person: Person): Observation[] => {
  const sent = new Set(readings.map(({ analyte }) => analyte?.id));
  const shown = panelById(panel)?.optional ?? [];
  return derivations
    .filter(({ id, always }) => !sent.has(id) && (always || shown.includes(id)))
    .flatMap((derivation) => {
      const parts = partsOf(derivation, readings);
      const number = parts && derivation.compute(parts, person);
      return number === undefined ? [] : [toObservation(derivation, number, person)];
    });
};
