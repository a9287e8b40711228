import type { Observation } from '@labsecure/contracts/records';
import { isVoid } from '@labsecure/contracts/vocabulary';

/** Values that the laboratory cancelled or took back. */
const goneOf = (observations: Observation[]): Observation[] => observations.filter((o) => isVoid(o.status));

/** "cancelled", "withdrew" or "cancelled or withdrew", as the laboratory did with these. */
const verbFor = (gone: Observation[]): string => {
  const words = [
    ...(gone.some(({ status }) => status === 'cancelled') ? ['cancelled'] : []),
    ...(gone.some(({ status }) => status === 'entered-in-error') ? ['withdrew'] : []),
  ];
  return words.join(' or ');
};

/** What became of the values of a result of which none is left; undefined where it never had any. */
export const allGone = (observations: Observation[]): string | undefined => {
  const gone = goneOf(observations);
  if (gone.length === 0) return undefined;
  const all = gone.length === 1 ? 'the only value' : `all ${gone.length} values`;
  return `The laboratory ${verbFor(gone)} ${all} of this result. There are no values to show.`;
};

/** Values that are gone are in no count, and nobody should look for them in vain; empty where none is. */
export const goneBesides = (observations: Observation[]): string => {
  const gone = goneOf(observations);
  if (gone.length === 0) return '';
  return ` The laboratory ${verbFor(gone)} ${gone.length === 1 ? 'one more value' : `${gone.length} more values`}.`;
};
