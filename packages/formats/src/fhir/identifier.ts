import { identifierAt, textAt } from '../place.ts';
import { conceptAt } from './concept.ts';
import { inside, listed, type Node } from './node.ts';

/** How well an identifier of these types (HL7 table 0203) serves, 0 best; undefined: not at all. */
export type TypeRank = (types: string[], system: string | undefined) => number | undefined;

interface Chosen {
  value: string;
  /** Others of the same standing have other values. */
  several: boolean;
}

/** `old` is never taken. */
const uses = ['official', 'usual', '', 'secondary', 'temp'];

const candidatesAt = (node: Node, rankOf: TypeRank) => {
  const use = uses.indexOf(textAt(node, 'use') ?? '');
  const types = conceptAt(node, 'type').codings.flatMap(({ code }) => code?.toUpperCase() ?? []);
  const type = rankOf(types, textAt(node, 'system'));
  const value = identifierAt(node, 'value');
  if (value === undefined || use < 0 || type === undefined) return [];
  return [{ value, rank: type * uses.length + use }];
};

/**
 * Chooses one of the identifiers in a list, always the same: by type, then by use (official, usual, none, secondary,
 * temp), then the first.
 */
export const chooseIdentifier = (node: Node, key: string, rankOf: TypeRank): Chosen | undefined => {
  const candidates = listed(node, key).flatMap((one) => candidatesAt(one, rankOf));
  const best = Math.min(...candidates.map(({ rank }) => rank));
  const [first, ...others] = candidates.filter(({ rank }) => rank === best);
  return first && { value: first.value, several: others.some(({ value }) => value !== first.value) };
};

/** The value of the one Identifier at a key. */
export const identifierIn = (node: Node, key: string): string | undefined =>
  identifierAt(inside(node, key), 'value');

/** All values in a list of Identifiers. */
export const identifierValues = (node: Node, key: string): string[] =>
  listed(node, key).flatMap((one) => identifierAt(one, 'value') ?? []);
