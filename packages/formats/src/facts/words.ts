import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import { plainWords } from '@labsecure/contracts/plain-words';
import { type PanelId, type ResultStatus, type Sex, testTypes } from '@labsecure/contracts/vocabulary';

/** LOINC codes of panels as the catalogue of packages/clinical has them (data/analytes.json, panels). */
const panelWords: Record<PanelId, string[]> = {
  cbc: [
    ...['cbc', 'complete blood count', 'full blood count', 'hemogram', 'cbc with differential', 'cbc w diff'],
    ...['58410 2', '57021 8', '57782 5', '24317 0', '69742 5'],
  ],
  cmp: ['cmp', '24323 8', '24322 0'],
  bmp: ['bmp', '51990 0', '24321 2', '24320 4'],
  lipid: ['lipid', 'lipids', 'lipid profile', '57698 3', '24331 1'],
  thyroid: ['thyroid', 'thyroid function tests', '24348 5'],
  hepatic: ['hepatic', 'hepatic function panel', 'liver function tests', '24325 3'],
  renal: ['renal', 'renal function panel', '24362 6'],
  other: ['other'],
};

const panels = new Map<string, PanelId>([
  ...Object.entries(panelWords).flatMap(([id, words]) => words.map((word) => [word, id as PanelId] as const)),
  ...Object.entries(testTypes).map(([type, id]) => [plainWords(type), id] as const),
]);

/** The panel a code or name stands for; undefined for those the catalogue does not know. */
export const panelNamed = (text: string): PanelId | undefined => panels.get(plainWords(text));

/** The panel that a code and a name stand for. One that the catalogue does not know keeps the lab's own. */
export const panelSaid = (code?: string, name?: string): CanonicalReport['panel'] => {
  const [byCode, byName] = [code, name].map((text) => text && panelNamed(text));
  const id = byCode || byName || 'other';
  const own = { code: byCode ? undefined : code, name: byName ? undefined : name };
  const words = own.name || own.code;
  if (id !== 'other' || !words) return { id };
  return { id, name: words, ...(own.code && { code: own.code }) };
};

/** Words, and those letters that mean the same in HL7 tables 0085 and 0123 (A does not). */
const statuses = new Map<string, ResultStatus>([
  ['preliminary', 'preliminary'],
  ['p', 'preliminary'],
  ['final', 'final'],
  ['f', 'final'],
  ['corrected', 'corrected'],
  ['c', 'corrected'],
  ['amended', 'amended'],
  ['cancelled', 'cancelled'],
  ['canceled', 'cancelled'],
  ['x', 'cancelled'],
]);

export const statusNamed = (text: string): ResultStatus | undefined => statuses.get(plainWords(text));

const sexes = new Map<string, Sex>([
  ['m', 'M'],
  ['male', 'M'],
  ['f', 'F'],
  ['female', 'F'],
  ['o', 'O'],
  ['other', 'O'],
  ['u', 'U'],
  ['unknown', 'U'],
]);

export const sexNamed = (text: string): Sex | undefined => sexes.get(plainWords(text));

const flags = new Map([
  ['normal', 'N'],
  ['abnormal', 'A'],
  ['high', 'H'],
  ['low', 'L'],
  ['critical high', 'HH'],
  ['critically high', 'HH'],
  ['critical low', 'LL'],
  ['critically low', 'LL'],
]);

/** HL7 table 0078 for the words that have a letter there; anything else as it was sent. */
export const flagNamed = (text: string): string => flags.get(plainWords(text)) ?? text;

const answers = new Map([
  ...['true', 'yes', 'y', '1', 'abnormal'].map((word) => [word, 'A'] as const),
  ...['false', 'no', 'n', '0', 'normal'].map((word) => [word, 'N'] as const),
]);

/** The flag behind an answer to "is it abnormal?". */
export const flagAnswered = (text: string): string | undefined => answers.get(plainWords(text));

const loincNames = new Set(['ln', 'loinc', 'loinc org', 'http loinc org', '2 16 840 1 113883 6 1']);

export const isLoincName = (text: string): boolean => loincNames.has(plainWords(text));
