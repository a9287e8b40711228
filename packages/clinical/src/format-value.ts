import type { Observation } from '@labsecure/contracts/records';

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

const raise = (digits: string): string => [...digits].map((digit) => superscripts[Number(digit)]).join('');

/** The value exactly as the lab wrote it; a derived one with the decimals usual for the analyte. */
export const formatValue = ({ value }: Observation): string => value.sent.trim();

/**
 * The unit as the lab sent it, with the notation of machines turned into that of people: `10*3/uL` is shown as `10³/µL`,
 * `m[IU]/L` as `mIU/L`. A bare number has none.
 */
export const displayUnit = ({ unit = '' }: Observation): string =>
  unit
    .trim()
    .replace('{1.73_m2}', '1.73 m²')
    .replace('{WBCs}', ' WBC')
    .replaceAll('[IU]', 'IU')
    .replace(/\{[^}]*\}/g, '')
    .replace(/^x?10(?:\*|\^|[eE])(\d{1,2})(?=\/)/, (_, digits: string) => `10${raise(digits)}`)
    .replace(/(^|\/)u(?=(?:g|L|l|mol|kat|IU)\b)/g, '$1µ');

/** The range as text, in the unit of the value; empty when there is none. */
export const displayRange = ({ range, range_text }: Observation): string =>
  (range?.text ?? range_text ?? '').replace(/^([\d.]+)\s*[-_]\s*([\d.]+)$/, '$1–$2');
