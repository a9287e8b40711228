import { weightOf } from '../facts/flag-weight.ts';
import { flagNamed } from '../facts/words.ts';
import { type Concept, conceptsAt, wordsOf } from './concept.ts';
import type { Node } from './node.ts';

const flagSystem =
  /^(?:https?:\/\/(?:terminology\.)?hl7\.org\/(?:fhir\/)?(?:CodeSystem\/)?v(?:3[-/]ObservationInterpretation|2[-/]0078)|urn:oid:2\.16\.840\.1\.113883\.(?:5\.83|12\.78))$/;

/** Words that are longer are a remark, not a flag. */
const longest = 16;

const flagOf = (concept: Concept): string | undefined => {
  const { codings, text } = concept;
  const coded = codings.find(({ system = '', code }) => code !== undefined && flagSystem.test(system));
  const bare = codings.find(({ system, code }) => code !== undefined && system === undefined);
  const flag = coded?.code ?? bare?.code ?? (text === undefined ? undefined : flagNamed(text));
  return flag !== undefined && flag.length <= longest ? flag : undefined;
};

/** Where a lab sends several, the gravest is shown as the flag and the others as words. */
const rankOf = (flag: string | undefined): number =>
  flag === undefined ? Number.MAX_SAFE_INTEGER : weightOf(flag);

/**
 * The lab's flag, as sent, from Observation.interpretation: codes of HL7 table 0078 or its FHIR successor, a code of no
 * system, or a short text.
 * @see https://hl7.org/fhir/R4/valueset-observation-interpretation.html
 */
export const flagAt = (node: Node): { flag?: string; notes: string[] } => {
  const sent = conceptsAt(node, 'interpretation')
    .map((concept) => ({ flag: flagOf(concept), words: wordsOf(concept) }))
    .sort((a, b) => rankOf(a.flag) - rankOf(b.flag));
  const [first, ...others] = sent;
  const rest = first?.flag === undefined ? sent : others;
  const notes = rest.flatMap(({ words }) => words ?? []);
  return first?.flag === undefined ? { notes } : { flag: first.flag, notes };
};
