import type { Problem } from '@labsecure/contracts/problem';
import { hasBrokenQuotes } from './broken-quotes.ts';
import { tooManyBadRows } from './errors.ts';
import type { Delimiter, Row } from './rows.ts';

const quote = 0x22;

/** What is known of all rows. */
export interface Table {
  delimiter: Delimiter;
  columns: { names: string[] };
}

/**
 * Not one cell more or less, be they blank: with a cell too many, 4,1 is the value 4 and the unit 1. For the same reason
 * nothing may stand below a column without a name.
 */
const countFault = ({ cells }: Row, names: string[]): string | undefined => {
  if (cells.length !== names.length) return `${cells.length} fields, expected ${names.length}.`;
  const stray = cells.some((cell, index) => names[index] === '' && cell.trim() !== '');
  return stray ? 'something stands in a column that has no name.' : undefined;
};

/** A quote that was never closed swallows rows up to the next quote, and what comes of it may look like one row. */
const holdsARow = (cell: string, delimiter: Delimiter, isRow: (cells: string[]) => boolean): boolean =>
  /[\r\n]/.test(cell) &&
  cell
    .split(/\r\n?|\n/)
    .slice(1)
    .some((line) => isRow(line.split(delimiter)));

const quoteFault = (
  row: Row,
  { delimiter }: Table,
  isRow: (cells: string[]) => boolean,
): string | undefined => {
  if (!row.bytes.includes(quote)) return undefined;
  if (hasBrokenQuotes(row.bytes.toString().replace(/[\r\n]+$/, ''), delimiter)) {
    return 'a cell goes on behind its closing quote; write quotes inside a cell twice.';
  }
  if (row.cells.some((cell) => holdsARow(cell, delimiter, isRow))) {
    return 'a cell holds what looks like another row; a closing quote is missing.';
  }
  return undefined;
};

/**
 * Why a row cannot be told apart into cells.
 * @param isRow whether what stands in a cell, told apart, looks like a row of its own
 */
export const rowFault = (row: Row, table: Table, isRow: (cells: string[]) => boolean): string | undefined =>
  quoteFault(row, table, isRow) ?? countFault(row, table.columns.names);

export const isBlank = ({ cells }: Row): boolean => cells.every((cell) => cell.trim() === '');

export const rowProblem = ({ number }: Row, fault: string): Problem => ({
  pointer: `/${number}`,
  code: 'E_CSV_ROW',
  message: `Row ${number}: ${fault}`,
});

/** Rows without cells to be told apart; each takes the library long, and is kept or told. */
const mostBadRows = 10_000;

/**
 * Counts the rows that are not of the table's width, blank ones included: after so many it is no table.
 * @throws InvalidInputError (400, E_CSV) by the function it gives
 */
export const createPatience = (): ((row: Row, fault: string | undefined, table: Table) => void) => {
  let bad = 0;
  return ({ cells }, fault, { columns: { names } }) => {
    if (fault !== undefined || cells.length !== names.length) bad += 1;
    if (bad > mostBadRows) throw tooManyBadRows(mostBadRows);
  };
};
