import { conceptAt, wordsOf } from './concept.ts';
import { has, inside, listed, type Node, shortAt, target } from './node.ts';

const longest = 200;

const nameOf = (reference: Node): string | undefined => {
  const found = target(reference);
  const type = found?.resource.type === 'Specimen' ? wordsOf(conceptAt(found, 'type')) : undefined;
  return type ?? shortAt(reference, 'display', longest);
};

/** One in a DiagnosticReport is a list, in an Observation an object. */
export const specimensIn = (node: Node): Node[] =>
  Array.isArray(node.object.specimen)
    ? listed(node, 'specimen')
    : has(node, 'specimen')
      ? [inside(node, 'specimen')]
      : [];

/** What was taken: of the report and its Observations, each kind once. */
export const specimenOf = (nodes: Node[]): string | undefined => {
  const names = new Set(nodes.flatMap(specimensIn).flatMap((reference) => nameOf(reference) ?? []));
  return names.size === 0 ? undefined : [...names].join(', ');
};
