import { stepTo } from '../json-pointer.ts';
import { repeatedColumn } from './errors.ts';

/** Which cell of a row says what. */
export interface Columns<F extends string> {
  /** Index of the cell, by field. */
  at: Map<F, number>;
  /** The header as sent. */
  names: string[];
  /** The same as steps of a pointer: /Value. */
  steps: string[];
}

const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

/**
 * Finds the columns in a header; those that nobody knows are left alone.
 * @param known names by field, the first list of which any is there counts
 * @throws InvalidInputError (400, E_CSV_HEADER) when two columns say the same
 */
export const findColumns = <F extends string>(names: string[], known: [F, string[][]][]): Columns<F> => {
  const places = Map.groupBy(names.keys(), (index) => plain(names[index] ?? ''));
  const at = new Map<F, number>();
  for (const [field, lists] of known) {
    const found = lists
      .map((list) => list.flatMap((name) => places.get(name) ?? []))
      .find((indexes) => indexes.length > 0);
    if (found === undefined) continue;
    if (found.length > 1) throw repeatedColumn(found.map((index) => names[index] ?? ''));
    at.set(field, found[0] ?? 0);
  }
  return { at, names, steps: names.map((name) => stepTo('', name)) };
};
