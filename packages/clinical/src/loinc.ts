const shape = /^(\d{1,7})-(\d)$/;
const systems = new Set([
  'http://loinc.org',
  'https://loinc.org',
  'loinc',
  'ln',
  'urn:oid:2.16.840.1.113883.6.1',
]);

/** Whether this coding system is LOINC, as FHIR (URL, OID) and HL7 v2 (`LN`) write it. */
export const isLoincSystem = (system: string): boolean =>
  systems.has(system.trim().toLowerCase().replace(/\/$/, ''));

/** The check digit LOINC gives the number before the hyphen (mod 10, every second digit from the right doubled). */
const checkDigitOf = (digits: string): number => {
  const sum = [...digits].reverse().reduce((total, character, index) => {
    const digit = Number(character);
    if (index % 2 === 1) return total + digit;
    return total + (digit < 5 ? digit * 2 : digit * 2 - 9);
  }, 0);
  return (10 - (sum % 10)) % 10;
};

export type LoincVerdict = { valid: true } | { valid: false; expected?: number };

/** Shape and check digit. `expected` is the check digit the code should end in, when only that is wrong. */
export const checkLoinc = (code: string): LoincVerdict => {
  const [, digits, last] = shape.exec(code) ?? [];
  if (digits === undefined) return { valid: false };
  const expected = checkDigitOf(digits);
  return expected === Number(last) ? { valid: true } : { valid: false, expected };
};
