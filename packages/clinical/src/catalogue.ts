import { type AmbiguousAlias, ambiguousAliases } from './ambiguous-aliases.ts';
import { type Analyte, analyteById, analytes } from './analyte.ts';
import { checkLoinc, isLoincSystem } from './loinc.ts';
import { toUcum } from './units.ts';
import { aliasKey, isNotBlood, isQualified, looseAliasKey } from './words.ts';

export interface TestName {
  code: string;
  /** Absent: not said. Then a code of LOINC's shape is taken for LOINC. */
  code_system?: string | undefined;
  name?: string | undefined;
  unit?: string | undefined;
  specimen?: string | undefined;
}

export type Match =
  /** `loinc`: the LOINC code sent. */
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

const matchLoinc = (test: TestName, analyte: Analyte | undefined): Match => {
  if (!analyte) return { kind: 'unknown' };
  const named = nameOf(test.name);
  if (contradicts(analyte, named)) return { kind: 'contradiction', analyte, named: test.name ?? '' };
  return { kind: 'known', analyte, loinc: test.code.trim() };
};

const whereOf = (test: TestName): string => `${test.name ?? ''} ${test.specimen ?? ''}`;

/** Measured in something other than blood, or with a name that makes another analyte of it. */
const isElsewhere = (analyte: Analyte, test: TestName, named: Found): boolean => {
  if (analyte.specimen === undefined && isNotBlood(whereOf(test))) return true;
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

/**
 * Which analyte a lab means. A LOINC code decides by itself; local codes and names are looked up as aliases, in any case,
 * spacing and punctuation. What one alias may mean is decided by unit or not at all: nothing is guessed.
 */
export const findAnalyte = (test: TestName): Match => {
  const code = test.code.trim();
  const isLoinc = test.code_system === undefined ? checkLoinc(code).valid : isLoincSystem(test.code_system);
  return isLoinc ? matchLoinc(test, byLoinc.get(code)) : matchWords(test);
};
