/** HL7 table 0203, which HL7 v2 and FHIR share: the lab's or hospital's own number first. '' says nothing of its type. */
const ranks = new Map<string, number>([
  ['MR', 0],
  ['MRN', 0],
  ['PI', 1],
  ['PT', 1],
  ['', 2],
]);
const otherRank = 3;

/** National numbers, and those of an account or a visit. */
const lesser = new Set(['NI', 'NH', 'NHS', 'NHSNMBR', 'NHSNBR', 'HC', 'JHN', 'PHN', 'MA', 'MC', 'AN', 'VN']);
export const lesserRank = 4;

/** How well an identifier of this type serves to know a patient by; the lower, the better. */
export const identifierRank = (type: string): number =>
  lesser.has(type) ? lesserRank : (ranks.get(type) ?? otherRank);

const personal = new Set(['SS', 'SSN', 'SB', 'DL', 'PPN', 'CC', 'BC', 'BA', 'TAX', 'PRC']);

/** Not for finding a result by: social security, driver's licence, passport, cards, accounts. */
export const isPersonalNumber = (type: string): boolean => personal.has(type);
