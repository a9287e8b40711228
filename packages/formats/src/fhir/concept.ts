import { inside, listed, type Node, shortAt } from './node.ts';
import { checkShape } from './shape.ts';
import { coding as codingShape, concept as conceptShape } from './shapes.ts';

export interface Coding {
  system?: string | undefined;
  code?: string | undefined;
  display?: string | undefined;
}

/** A CodeableConcept: what was meant, in words and in codes. */
export interface Concept {
  pointer: string;
  text?: string | undefined;
  codings: Coding[];
}

/** The longest LOINC name has 255 characters. */
const longest = 300;

const codingOf = (node: Node): Coding => {
  checkShape(node, codingShape);
  return {
    system: shortAt(node, 'system', longest),
    code: shortAt(node, 'code', longest),
    display: shortAt(node, 'display', longest),
  };
};

const conceptOf = (node: Node, longestText = longest): Concept => {
  checkShape(node, conceptShape);
  return {
    pointer: node.pointer,
    text: shortAt(node, 'text', longestText),
    codings: listed(node, 'coding').map(codingOf),
  };
};

export const conceptAt = (node: Node, key: string): Concept => conceptOf(inside(node, key));

export const conceptsAt = (node: Node, key: string): Concept[] =>
  listed(node, key).map((one) => conceptOf(one));

/** In the sender's words; a code only where it says something to a reader. */
export const wordsOf = ({ text, codings }: Concept): string | undefined =>
  text ??
  codings.find(({ display }) => display)?.display ??
  codings.find(({ code }) => code && /[A-Za-z]|^[+-]+$/.test(code))?.code;

const loinc = 'http://loinc.org';
const loincSystems = new Set([loinc, 'https://loinc.org', 'urn:oid:2.16.840.1.113883.6.1']);

export const isLoinc = ({ system = '' }: Coding): boolean => loincSystems.has(system.replace(/\/$/, ''));

/** What identifies a test: the LOINC coding, else the first with a code, else the words themselves. */
export const testOf = (
  concept: Concept,
): { code: string; code_system?: string; name?: string } | undefined => {
  const coded = concept.codings.filter(({ code }) => code !== undefined);
  const chosen = coded.find(isLoinc) ?? coded[0];
  const code = chosen?.code ?? wordsOf(concept);
  if (code === undefined) return undefined;
  const system = chosen && isLoinc(chosen) ? loinc : chosen?.system;
  const name = concept.text ?? chosen?.display ?? concept.codings.find(({ display }) => display)?.display;
  return { code, ...(system !== undefined && { code_system: system }), ...(name !== undefined && { name }) };
};
