import { type Delimiters, encodingCharacters, readDelimiters, usual } from './delimiters.ts';

/** The header of what came, as far as it can be trusted. */
export interface Heard {
  marks: Delimiters;
  /** By HL7's own numbers. */
  fields: string[];
}

const longestHeader = 4096;
const us = 'LABSECURE';

const beginningOf = (sent: Uint8Array | string): string =>
  typeof sent === 'string'
    ? sent.slice(0, longestHeader)
    : new TextDecoder('utf-8').decode(sent.subarray(0, longestHeader));

const marksIn = (header: string): Delimiters | undefined => {
  try {
    return readDelimiters(header);
  } catch {
    return undefined;
  }
};

const delimiting = /[|^~\\&]/g;

/**
 * The header of a message, batch or file. One whose marks are wrong may still say which it is.
 * @param id of the segment
 */
export const hear = (sent: Uint8Array | string, id: 'MSH' | 'BHS' | 'FHS'): Heard => {
  const lines = beginningOf(sent).split(/[\r\n]+/);
  const isHeader = (line: string): boolean => line.startsWith(id) && /^...[^A-Za-z0-9\s]/.test(line);
  const header = lines.map((line) => line.trim()).find(isHeader) ?? '';
  const marks = marksIn(header);
  const fields = header === '' ? [] : [id, ...header.split(header.charAt(3))];
  const plain = marks ? fields : fields.map((field) => field.replace(delimiting, ''));
  return { marks: marks ?? usual, fields: plain };
};

/** As it was sent, escapes included, for the marks are the same; nothing that ends a line, and not without end. */
export const echo = ({ fields }: Heard, field: number, otherwise = ''): string =>
  (fields[field] ?? '')
    .replace(/\p{Cc}/gu, '')
    .trim()
    .slice(0, 200) || otherwise;

const timeOf = (now: Date): string => `${now.toISOString().replace(/[-:T]|\..*$/g, '')}+0000`;

/** The first eight fields of a header that answers this one: from us to the sender, in the sender's marks. */
export const answeringHeader = (id: 'MSH' | 'BHS' | 'FHS', heard: Heard, now: Date): string[] => [
  id,
  encodingCharacters(heard.marks),
  echo(heard, 5, us),
  echo(heard, 6, us),
  echo(heard, 3),
  echo(heard, 4),
  timeOf(now),
  '',
];
