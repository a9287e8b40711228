import { analytes, unitAliases } from './analyte.ts';

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/**
 * A unit as labs write it, reduced to one spelling: `x10E3/uL`, `10^3 / µL`, `10³/mm³` are all `10*3/ul`. Case is given up,
 * so the key is only good for looking up, never for UCUM.
 */
export const unitKey = (unit: string): string =>
  unit
    .replace(/[⁰¹²³⁴-⁹]+/g, (power) => `^${[...power].map((digit) => superscripts.indexOf(digit)).join('')}`)
    .normalize('NFKC')
    .replaceAll('μ', 'u')
    .replaceAll('×', 'x')
    .toLowerCase()
    .replace(/\s+/g, '')
    .replace(/^x?10(?:\*{1,2}|\^|e\+?|\+|\((?=\d+\)))(\d{1,2})\)?/, '10*$1')
    .replace(/\bmc(?=(?:g|l|mol|iu|kat)\b)/g, 'u')
    .replace(/cumm\b|mm\^?3\b/g, 'ul');

/** Written besides what the facts list; each is another spelling, none another size. */
const moreAliases: [string, string][] = [
  ['/100{WBCs}', '/100 WBC'],
  ['/100{WBCs}', '/100 WBCs'],
  ['/100{WBCs}', 'per 100 WBC'],
  ['k[IU]/L', 'kIU/L'],
  ['{index}', 'index'],
];

const catalogueUnits = analytes.flatMap(({ ucum, units }) => [ucum, ...units.map((unit) => unit.ucum)]);

/** `mM` is millimolar, `mm` a millimetre: the one alias in which case decides. */
const caseDecides = 'mM';

const byKey = new Map([
  ...catalogueUnits.map((ucum): [string, string] => [unitKey(ucum), ucum]),
  ...moreAliases.map(([ucum, alias]): [string, string] => [unitKey(alias), ucum]),
  ...unitAliases.flatMap(({ ucum, aliases }) =>
    [ucum, ...aliases]
      .filter((alias) => alias !== caseDecides)
      .map((alias): [string, string] => [unitKey(alias), ucum]),
  ),
]);

/** The UCUM unit that these characters stand for by themselves; undefined when no alias is known. */
export const ucumOfAlias = (unit: string): string | undefined =>
  unit === caseDecides ? 'mmol/L' : byKey.get(unitKey(unit));
