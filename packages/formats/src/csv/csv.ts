import { parse } from 'csv-parse/sync';
import type { LabProfile, ParseOutcome } from '../profile.ts';
import { createGroups } from './groups.ts';
import { findResultHead } from './head.ts';
import type { Named } from './identity.ts';
import { csvFault, type Row, rowOptions, withoutBlankLines } from './rows.ts';
import { createSorter } from './sorter.ts';

/**
 * Reads a table of results. Rows with the same patient, date, accession number and panel are one result, wherever they
 * stand in the file.
 * @throws InvalidInputError (400) when it is no such table: E_CSV, E_CSV_HEADER, E_EMPTY
 * @throws ForbiddenError when any row names another lab than the sender's
 */
export const readCsv = (text: string, profile: LabProfile): ParseOutcome => {
  const bytes = Buffer.from(text);
  const head = findResultHead(bytes);
  const kept: [Row, Named][] = [];
  const sorter = createSorter(head, profile, (row, named) => kept.push([row, named]));
  let at = 0;
  let last = 0;
  let header = true;
  const take = (cells: string[], number: number, end: number): void => {
    if (!header) sorter.take({ number, cells, bytes: withoutBlankLines(bytes.subarray(at, end)) });
    [at, last, header] = [end, number, false];
  };
  try {
    parse(bytes, rowOptions(head.delimiter, take));
  } catch (error) {
    throw csvFault(error, last);
  }
  const { refused, suspects } = sorter.done();
  const groups = createGroups(head, profile, suspects);
  for (const [row, named] of kept) groups.add(row, named);
  const entries = [...refused, ...groups.entries()];
  return { entries: entries.sort((a, b) => (a.row ?? 0) - (b.row ?? 0)), problems: [] };
};
