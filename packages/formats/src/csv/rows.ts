import { CsvError, type Options } from 'csv-parse';
import { brokenCsv } from './errors.ts';

/** One row that is not blank. */
export interface Row {
  /** As a spreadsheet counts: the header is row 1, a row that is blank or of many lines counts as one. */
  number: number;
  cells: string[];
  /** Its bytes, line end included. */
  bytes: Buffer;
}

/** Bytes of one row; more is a quote that was never closed. */
export const longestRow = 256 * 1024;

export type Delimiter = ',' | ';' | '\t';

/**
 * How the library is to read: RFC 4180, any line end, a byte order mark or none. Quotes that are not as they should be
 * do not stop it here; see broken-quotes.ts.
 * @param take gets each row's cells, its number and the offset at which it ends; nothing else is handed on
 */
export const rowOptions = (
  delimiter: Delimiter,
  take: (cells: string[], number: number, end: number) => void,
): Options => ({
  bom: true,
  delimiter,
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: true,
  max_record_size: longestRow,
  on_record: (cells: string[], { records, empty_lines, bytes }) => {
    take(cells, records + empty_lines, bytes);
    return null;
  },
});

export const tooLongRow = (lastRow: number) =>
  brokenCsv(lastRow + 1, 'it is too long; a quote may be missing.');

/** The library's own words quote what was sent. */
export const csvFault = (error: unknown, lastRow: number): unknown => {
  if (!(error instanceof CsvError)) return error;
  if (error.code === 'CSV_MAX_RECORD_SIZE') return tooLongRow(lastRow);
  return brokenCsv(lastRow + 1, 'a quote is opened and never closed.');
};

const isLineEnd = (byte: number | undefined): boolean => byte === 0x0a || byte === 0x0d;

/** Without the line ends before it: they are of blank lines. */
export const withoutBlankLines = (bytes: Buffer): Buffer => {
  let start = 0;
  while (start < bytes.length && isLineEnd(bytes[start])) start += 1;
  return bytes.subarray(start);
};
