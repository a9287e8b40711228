import { parse } from 'csv-parse/sync';
import type { Field } from '../facts/fact.ts';
import { type Columns, findColumns } from './columns.ts';
import { missingColumn } from './errors.ts';
import { namesOf, needed } from './names.ts';
import { csvFault, type Delimiter, rowOptions } from './rows.ts';

/** What the first row says of all others. */
export interface Head<F extends string = Field> {
  delimiter: Delimiter;
  columns: Columns<F>;
  /** The header's bytes, line end included, byte order mark not. */
  bytes: Buffer;
}

const delimiters: Delimiter[] = [',', ';', '\t'];
const mark = Buffer.from([0xef, 0xbb, 0xbf]);

const firstRow = (start: Buffer, delimiter: Delimiter): { cells: string[]; end: number } => {
  const first = { cells: [] as string[], end: 0 };
  try {
    const take = (cells: string[], _number: number, end: number): void => {
      Object.assign(first, { cells, end });
    };
    parse(start, { ...rowOptions(delimiter, take), to: 1 });
  } catch (error) {
    throw csvFault(error, 0);
  }
  return first;
};

const withoutMark = (bytes: Buffer): Buffer =>
  bytes.subarray(0, mark.length).equals(mark) ? bytes.subarray(mark.length) : bytes;

/**
 * Reads the header. The delimiter is the one by which most columns are known.
 * @param start the body's bytes, at least up to the end of the header
 * @throws InvalidInputError (400, E_CSV_HEADER) when two columns say the same
 */
export const findHead = <F extends string>(start: Buffer, known: [F, string[][]][]): Head<F> => {
  const heads = delimiters.map((delimiter) => {
    const { cells, end } = firstRow(start, delimiter);
    const names = cells.map((name) => name.trim());
    return {
      delimiter,
      bytes: withoutMark(start.subarray(0, end)),
      columns: () => findColumns(names, known),
      names,
    };
  });
  const score = (names: string[]) =>
    new Set(names.filter((name) => findColumns([name], known).at.size > 0)).size;
  const [best] = heads.map((head) => ({ head, score: score(head.names) })).sort((a, b) => b.score - a.score);
  const { delimiter, bytes, columns } = best?.head ?? {
    delimiter: ',',
    bytes: start,
    columns: () => findColumns([], known),
  };
  return { delimiter, bytes, columns: columns() };
};

/** @throws InvalidInputError (400, E_CSV_HEADER) when a column is missing, or there twice */
export const findResultHead = (start: Buffer): Head => {
  const head = findHead(start, Object.entries(namesOf) as [Field, string[][]][]);
  const { at, names } = head.columns;
  const missing = needed.find(([, fields]) => !fields.some((field) => at.has(field)));
  if (missing === undefined) return head;
  throw missingColumn(
    missing[0],
    [...at.values()].map((index) => names[index] ?? ''),
  );
};
