import { type AmbiguousAlias, ambiguousAliases } from './ambiguous-aliases.ts';
import { type Analyte, analyteById, analytes } from './analyte.ts';
import { checkLoinc, isLoincSystem } from './loinc.ts';
import { toUcum } from './units.ts';
import { aliasKey, isNotBlood, isQualified, looseAliasKey } from './words.ts';

export interface TestName {
  code: string;
  /** Absent: not said. Then a code of LOINC's shape is taken for LOINC. */
  code_system?: string | undefined;
  /** What the lab's registry says the code stands for: a LOINC code or a catalogue id. */
  means?: string | undefined;
  name?: string | undefined;
  unit?: string | undefined;
  specimen?: string | undefined;
}

export type Match =
  /** `loinc`: the LOINC code sent, or the one the lab's registry gives. */
  | { kind: 'known'; analyte: Analyte; loinc?: string }
  /** One of these, and only a unit could say which. */
  | { kind: 'unit-needed'; candidates: Analyte[] }
  /** Code and name are two different analytes. */
  | { kind: 'contradiction'; analyte: Analyte; named: string }
  | { kind: 'unknown' };

const aliases = new Map(
  analytes.flatMap((analyte) =>
    [analyte.id.replaceAll('_', ' '), analyte.name, ...analyte.aliases].map((alias): [string, Analyte] => [
      aliasKey(alias),
      analyte,
    ]),
  ),
);
const byLoinc = new Map(
  analytes.flatMap((analyte) => analyte.loinc.map(({ code }): [string, Analyte] => [code, analyte])),
);

type Found = Analyte | AmbiguousAlias | undefined;
const lookUp = (key: string): Found => ambiguousAliases.get(key) ?? aliases.get(key);
const nameOf = (name: string | undefined): Found =>
  name ? (lookUp(aliasKey(name)) ?? lookUp(looseAliasKey(name))) : undefined;
const isAnalyte = (found: Found): found is Analyte => found !== undefined && 'id' in found;
const idsOf = (found: Found): string[] => (isAnalyte(found) ? [found.id] : (found?.mayName ?? []));

/** Names that labs use for either: a plain "C-reactive protein" beside the code of the sensitive one. */
const interchangeable: Record<string, string> = { crp: 'hscrp', hscrp: 'crp' };

/** The name contradicts when it names something, and nothing of what the code may be. */
const contradicts = (found: Found, named: Found): boolean => {
  const ids = idsOf(found);
  const names = idsOf(named);
  return names.length > 0 && !names.some((id) => ids.includes(id) || ids.includes(interchangeable[id] ?? ''));
};

const decideByUnit = (found: AmbiguousAlias, test: TestName): Match => {
  if (!test.unit?.trim()) {
    const candidates = found.byUnit.flatMap(({ id }) => analyteById(id) ?? []);
    return { kind: 'unit-needed', candidates };
  }
  for (const { id, units } of found.byUnit) {
    const analyte = analyteById(id);
    if (analyte && units.includes(toUcum(test.unit, analyte) ?? '')) return { kind: 'known', analyte };
  }
  return { kind: 'unknown' };
};

interface Meant {
  analyte: Analyte;
  /** Absent: a catalogue id, which says nothing of the method. */
  loinc?: string;
}

/** What a LOINC code stands for; undefined when the catalogue has it not. */
const meantByLoinc = (code: string): Meant | undefined => {
  const analyte = byLoinc.get(code);
  return analyte && { analyte, loinc: code };
};

/** What a LOINC code or a catalogue id (`hgb`) stands for; undefined when the catalogue has neither. */
export const analyteMeant = (term: string): Meant | undefined => {
  const analyte = analyteById(term);
  return analyte ? { analyte } : meantByLoinc(term);
};

/** A code that decides by itself. */
const matchCode = (test: TestName, meant: Meant | undefined): Match => {
  if (!meant) return { kind: 'unknown' };
  const { analyte } = meant;
  const named = nameOf(test.name);
  if (contradicts(analyte, named)) return { kind: 'contradiction', analyte, named: test.name ?? '' };
  return { kind: 'known', ...meant };
};

const whereOf = (test: TestName): string => `${test.name ?? ''} ${test.specimen ?? ''}`;

/** A blood analyte, measured in something other than blood. */
const isOutsideBlood = (analyte: Analyte, test: TestName): boolean =>
  analyte.specimen === undefined && isNotBlood(whereOf(test));

/** Measured in something other than blood, or with a name that makes another analyte of it. */
const isElsewhere = (analyte: Analyte, test: TestName, named: Found): boolean => {
  if (isOutsideBlood(analyte, test)) return true;
  return !named && test.name !== undefined && isQualified(test.name, [analyte.name, ...analyte.aliases]);
};

const matchWords = (test: TestName): Match => {
  const coded = lookUp(aliasKey(test.code));
  const named = nameOf(test.name);
  // `K` beside a name nobody knows may be anything.
  const codeIsShort = test.code.trim().length <= 2;
  const found = coded && !(codeIsShort && test.name?.trim() && !named) ? coded : named;
  if (!found) return { kind: 'unknown' };
  if (isAnalyte(coded) && contradicts(coded, named)) {
    return { kind: 'contradiction', analyte: coded, named: test.name ?? '' };
  }
  const decided = !isAnalyte(found) && isAnalyte(named) && found.mayName.includes(named.id) ? named : found;
  if (!isAnalyte(decided))
    return isNotBlood(whereOf(test)) ? { kind: 'unknown' } : decideByUnit(decided, test);
  return isElsewhere(decided, test, named) ? { kind: 'unknown' } : { kind: 'known', analyte: decided };
};

/** A local code says nothing of the specimen, as a LOINC code does: one code may serve for blood and urine. */
const matchMeant = (test: TestName, meant: Meant): Match =>
  isOutsideBlood(meant.analyte, test) ? { kind: 'unknown' } : matchCode(test, meant);

/**
 * Which analyte a lab means. A code that the sender calls LOINC decides by itself, then one that the lab's registry maps,
 * then one of LOINC's shape; other codes and names are looked up as aliases, in any case, spacing and punctuation. What
 * one alias may mean is decided by unit or not at all: nothing is guessed.
 */
export const findAnalyte = (test: TestName): Match => {
  const code = test.code.trim();
  const saysLoinc = test.code_system !== undefined && isLoincSystem(test.code_system);
  if (saysLoinc) return matchCode(test, meantByLoinc(code));
  const meant = test.means === undefined ? undefined : analyteMeant(test.means);
  if (meant) return matchMeant(test, meant);
  const looksLoinc = test.code_system === undefined && checkLoinc(code).valid;
  return looksLoinc ? matchCode(test, meantByLoinc(code)) : matchWords(test);
};
