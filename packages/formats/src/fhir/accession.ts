import { tell } from '../place.ts';
import { chooseIdentifier, type TypeRank } from './identifier.ts';
import type { Node } from './node.ts';

const ranks: Record<string, number> = { FILL: 0, ACSN: 1 };

/** Filler order number, accession id, then one of no type; placer and group numbers are of those who order. */
const byFiller: TypeRank = (types) => {
  if (types.length === 0) return 2;
  const known = types.flatMap((type) => ranks[type] ?? []);
  return known.length > 0 ? Math.min(...known) : undefined;
};

const longest = 100;

/** The lab's own number of a DiagnosticReport or Observation, from its identifiers. */
export const accessionAt = (node: Node): string | undefined => {
  const value = chooseIdentifier(node, 'identifier', byFiller)?.value;
  if (value === undefined || value.length <= longest) return value;
  return tell(node, 'identifier', 'E_TOO_LONG', `the value is longer than ${longest} characters.`);
};
