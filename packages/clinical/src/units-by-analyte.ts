import { type Analyte, isBareNumber } from './analyte.ts';
import { unitKey } from './unit-aliases.ts';

const wholeAsOne = new Set(['1', 'l/l', 'fraction', '{fraction}']);
const withoutUnit = new Set([
  '1',
  'ratio',
  '{ratio}',
  '(calc)',
  'calc',
  'inr',
  '{inr}',
  'index',
  '{index}',
  'none',
  'n/a',
  'unitless',
  '-',
]);
const glomerular = new Set(['ml/min', 'mlmin']);
const internationalUnits = new Map([
  ['u/ml', '[IU]/mL'],
  ['ku/l', 'k[IU]/L'],
]);

const has = (analyte: Analyte, ucum: string): boolean =>
  analyte.ucum === ucum || analyte.units.some((unit) => unit.ucum === ucum);

/**
 * Units that say what they are only beside an analyte: `G/L` is giga per litre for cells and grams per litre for
 * protein, `1` is a fraction for haematocrit and nothing at all for INR, `U/mL` an international unit for antibodies.
 * @returns UCUM, or undefined when the analyte adds nothing
 */
export const unitBesideAnalyte = (sent: string, analyte: Analyte): string | undefined => {
  const key = unitKey(sent);
  if (sent === 'G/L' && has(analyte, '10*9/L')) return '10*9/L';
  if (isBareNumber(analyte) && withoutUnit.has(key)) return analyte.ucum;
  if (wholeAsOne.has(key)) return ['L/L', '{fraction}'].find((unit) => has(analyte, unit));
  if (analyte.id === 'egfr' && glomerular.has(key)) return analyte.ucum;
  if (analyte.id === 'esr' && key === 'mm') return analyte.ucum;
  if (analyte.id === 'nrbc' && key === '%') return analyte.ucum;
  if (analyte.ucum.includes('[IU]')) return internationalUnits.get(key);
  return undefined;
};
