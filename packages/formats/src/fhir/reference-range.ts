import { conceptAt, conceptsAt, wordsOf } from './concept.ts';
import { has, inside, listed, type Node, shortAt } from './node.ts';
import { printRange } from './print-range.ts';
import { checkShape } from './shape.ts';
import { range as rangeShape, referenceRange } from './shapes.ts';

interface Sent {
  text: string;
  /** For whom or what it holds; absent for the normal range of this patient. */
  label: string | undefined;
}

const longest = 200;

const labelOf = (node: Node): string | undefined => {
  const type = conceptAt(node, 'type');
  const isNormal = type.codings.some(({ code }) => code?.toLowerCase() === 'normal');
  const age = inside(node, 'age');
  checkShape(age, rangeShape);
  const ages = printRange(age);
  const words = [
    isNormal ? undefined : wordsOf(type),
    ...conceptsAt(node, 'appliesTo').map(wordsOf),
    has(node, 'age') ? ages : undefined,
  ].filter((word) => word !== undefined);
  return words.length > 0 ? words.join(', ') : undefined;
};

const rangeOf = (node: Node, unit: string | undefined): Sent[] => {
  checkShape(node, referenceRange);
  const text = printRange(node, unit) ?? shortAt(node, 'text', longest);
  return text === undefined ? [] : [{ text, label: labelOf(node) }];
};

const inWords = ({ text, label }: Sent): string => (label === undefined ? text : `${label}: ${text}`);

/**
 * The reference range of a value. One that holds without condition is compared with the value later; where there are
 * several, or it holds for some people only, choosing would be guessing: all are kept as words.
 * @param unit of the value
 */
export const referenceRangeAt = (
  node: Node,
  unit: string | undefined,
): { range?: string; notes: string[] } => {
  const ranges = listed(node, 'referenceRange').flatMap((one) => rangeOf(one, unit));
  const plain = ranges.filter(({ label }) => label === undefined);
  const labelled = ranges.filter(({ label }) => label !== undefined).map(inWords);
  const [only] = plain;
  if (only && plain.length === 1) return { range: only.text, notes: labelled };
  const all = ranges.map(inWords).join('; ');
  if (all === '') return { notes: [] };
  return all.length <= longest ? { range: all, notes: [] } : { notes: [all] };
};
