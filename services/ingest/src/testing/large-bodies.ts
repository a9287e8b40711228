import { csvTable, hl7Message } from './same-report.ts';

/** Enough to make a result of the examples a hundred times as large: a column, or a segment, that is kept and not read. */
const padding = (seed: number): string =>
  Array.from({ length: 10_000 }, (_, at) => ((seed * 7919 + at * 31) % 36).toString(36)).join('');

/** A table of large rows: two a result. An empty hemoglobin makes a result a bad one. */
export const largeTable = (reports: [accession: string, hemoglobin?: string][]): string => {
  const [header = '', ...rows] = csvTable(...reports)
    .split(/\r\n/)
    .filter(Boolean);
  const padded = rows.map((row, at) => `${row},${padding(at)}\r\n`);
  return `${header},Padding\r\n${padded.join('')}`;
};

const largeMessage = (accession: string, hemoglobin?: string): string =>
  `${hl7Message(accession, hemoglobin)}ZPD|${padding(accession.length)}\rZPD|${padding(1)}\r`;

/** Messages within BHS and BTS. */
export const largeBatch = (reports: [accession: string, hemoglobin?: string][], control = 'B-1'): string =>
  [
    `BHS|^~\\&|QUEST|LAB001|PORTAL|LABSECURE|20240115||||${control}\r`,
    ...reports.map((report) => largeMessage(...report)),
    `BTS|${reports.length}\r`,
  ].join('');

/** So many reports that their body is a large one. */
export const manyReports = (count: number, prefix: string): [string][] =>
  Array.from({ length: count }, (_, at) => [`${prefix}-${at}`]);

/** Bytes as they would come. */
export async function* inPieces(body: string | Buffer, size = 60_000): AsyncIterable<Uint8Array> {
  const bytes = Buffer.from(body);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
