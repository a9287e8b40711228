import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import type { LocalTerms } from '@labsecure/contracts/labs';
import { meaningOf } from './ucum.ts';

/** By what they are compared by: the term as it stands in the registry, and what it means. */
type Glossary = Map<string, [term: string, meaning: string]>;

/** How the terms of a lab are compared: trimmed, in any case. */
export const termKey = (text: string): string => text.trim().toLowerCase();

/** An empty term would give a meaning to what was left out. */
const glossaryOf = (terms: Record<string, string> = {}): Glossary =>
  new Map(
    Object.entries(terms)
      .map((entry): [string, [string, string]] => [termKey(entry[0]), entry])
      .filter(([key]) => key !== ''),
  );

interface Glossaries {
  codes: Glossary;
  units: Glossary;
}

/** A file of a thousand results asks the same registry a thousand times. */
const made = new WeakMap<LocalTerms, Glossaries>();

const glossariesOf = (terms: LocalTerms): Glossaries => {
  const known = made.get(terms);
  if (known) return known;
  const glossaries = { codes: glossaryOf(terms.codes), units: glossaryOf(terms.units) };
  made.set(terms, glossaries);
  return glossaries;
};

/** What the lab's registry says this code stands for: a LOINC code or a catalogue id, which may be known or not. */
export const codeMeant = (terms: LocalTerms | undefined, code: string): string | undefined =>
  terms && glossariesOf(terms).codes.get(termKey(code))?.[1].trim();

/** The unit to read: the UCUM that the lab's registry gives for it, else as sent. */
export const unitMeant = (terms: LocalTerms | undefined, sent: string | undefined): string | undefined => {
  if (!terms || sent === undefined) return sent;
  const ucum = glossariesOf(terms).units.get(termKey(sent))?.[1].trim();
  return ucum !== undefined && meaningOf(ucum) ? ucum : sent;
};

const used = (glossary: Glossary, sent: (string | undefined)[]): Record<string, string> | undefined => {
  const entries = sent.flatMap((text) => {
    const entry = text === undefined ? undefined : glossary.get(termKey(text));
    return entry ? [entry] : [];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
};

/**
 * Those of a lab's terms that stand in this report. Kept beside it, they make it read the same for ever, whatever the
 * registry says later.
 * @returns undefined when none does
 */
export const usedTerms = (report: CanonicalReport, terms: LocalTerms | undefined): LocalTerms | undefined => {
  if (!terms) return undefined;
  const glossaries = glossariesOf(terms);
  const codes = used(
    glossaries.codes,
    report.observations.map(({ code }) => code),
  );
  const units = used(
    glossaries.units,
    report.observations.map(({ unit }) => unit),
  );
  return codes || units ? { ...(codes && { codes }), ...(units && { units }) } : undefined;
};
