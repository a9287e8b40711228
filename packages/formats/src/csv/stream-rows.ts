import { type Parser, parse } from 'csv-parse';
import {
  csvFault,
  type Delimiter,
  longestRow,
  type Row,
  rowOptions,
  tooLongRow,
  withoutBlankLines,
} from './rows.ts';

/** The header, and the rows below it: as many at a time as come together. */
export interface OpenTable<H> {
  head: H;
  rows: AsyncIterable<Row[]>;
}

const written = (parser: Parser, chunk: Buffer): Promise<void> =>
  new Promise((resolve, reject) => {
    parser.write(chunk, (error) => (error ? reject(error) : resolve()));
  });

const ended = (parser: Parser): Promise<void> =>
  new Promise((resolve, reject) => {
    parser.once('end', resolve).once('error', reject).end();
  });

/** Tells rows apart while bytes come; of the bytes only those of the row that is not yet complete are kept. */
async function* readRows(bytes: AsyncIterable<Buffer>, delimiter: Delimiter): AsyncIterable<Row[]> {
  let window: { bytes: Buffer; from: number } = { bytes: Buffer.alloc(0), from: 0 };
  let last = 0;
  let header = true;
  let rows: Row[] = [];
  const take = (cells: string[], number: number, end: number): void => {
    const row = window.bytes.subarray(0, end - window.from);
    window = { bytes: window.bytes.subarray(row.length), from: end };
    if (!header) rows.push({ number, cells, bytes: withoutBlankLines(row) });
    [last, header] = [number, false];
  };
  /** Blank lines are let go at once, or a body of nothing else would be held, and copied with every chunk. */
  const arrive = (chunk: Buffer): void => {
    const joined = Buffer.concat([window.bytes, chunk]);
    const kept = withoutBlankLines(joined);
    window = { bytes: kept, from: window.from + joined.length - kept.length };
  };
  const taken = (): Row[] => {
    const all = rows;
    rows = [];
    return all;
  };
  // Rows leave through `take`, and none this way; the stream only has to be let run. Errors come by the calls.
  const parser = parse(rowOptions(delimiter, take))
    .on('error', () => {})
    .resume();
  try {
    for await (const chunk of bytes) {
      arrive(chunk);
      await written(parser, chunk);
      // The library counts characters of cells only, and a row of commas has none.
      if (window.bytes.length > longestRow) throw tooLongRow(last);
      yield taken();
    }
    await ended(parser);
    yield taken();
  } catch (error) {
    throw csvFault(error, last);
  }
}

/**
 * @param bytes the first of which hold the whole header
 * @param find reads the header in them
 */
export const openTable = async <H extends { delimiter: Delimiter }>(
  bytes: AsyncIterable<Buffer>,
  find: (start: Buffer) => H,
): Promise<OpenTable<H>> => {
  const iterator = bytes[Symbol.asyncIterator]();
  const first = await iterator.next();
  const start: Buffer = first.done ? Buffer.alloc(0) : first.value;
  const head = find(start);
  async function* all(): AsyncIterable<Buffer> {
    try {
      yield start;
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { head, rows: readRows(all(), head.delimiter) };
};
