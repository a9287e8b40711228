import { charsetNamed } from './charset.ts';
import { type Delimiters, readDelimiters } from './delimiters.ts';
import { noHeader, unreadable } from './faults.ts';
import { isSegmentId } from './segment-ids.ts';

export interface Segment {
  id: string;
  /** Among its kind in the message, from 1. */
  number: number;
  /** By HL7's own numbers: fields[3] is OBX-3, and of MSH fields[1] is the separator. Raw, escapes included. */
  fields: string[];
  /** Where it stands in the text, line end included. */
  start: number;
  end: number;
}

export interface Message {
  marks: Delimiters;
  /** What MSH-18 names, where that is a charset of one byte. */
  charset?: string;
  text: string;
  /** Characters before the text: white space, a byte order mark, the mark that begins a message on the wire (MLLP). */
  before: number;
  segments: Segment[];
  /** How many there are of each kind. */
  counts: Map<string, number>;
}

const lineEnd = /[\r\n]+/g;

interface Line {
  text: string;
  start: number;
  end: number;
}

/** Also of a line that only ends a message on the wire (MLLP). */
const isBlank = (line: string): boolean => line.trim() === '' || line.trim() === '\u001c';

/** Segments end with CR; LF and both are met too. */
function* linesOf(text: string): Generator<Line> {
  let start = 0;
  lineEnd.lastIndex = 0;
  while (start < text.length) {
    lineEnd.lastIndex = start;
    const found = lineEnd.exec(text);
    const stop = found ? found.index : text.length;
    const end = found ? lineEnd.lastIndex : text.length;
    const line = text.slice(start, stop);
    if (!isBlank(line)) yield { text: line, start, end };
    start = end;
  }
}

const fieldsOf = (line: string, field: string): string[] => {
  const fields = line.split(field);
  return fields[0] === 'MSH' ? ['MSH', field, ...fields.slice(1)] : fields;
};

const rewrapped = (line: number, fault: string): Error =>
  unreadable('E_HL7_BROKEN_LINES', '', `Line ${line} ${fault}; the message looks re-wrapped.`);

const glued = /\s(?:MSH|PID|PV1|ORC|OBR|OBX|NTE|SPM)$/;

/** A field that ends in a segment's id, with what only follows such an id behind it. */
const holdsSegment = (fields: string[]): boolean =>
  fields.some((field, at) => glued.test(field) && /^(?:\d{0,4}|[A-Z]{2}|\^~.*)$/.test(fields[at + 1] ?? '.'));

const checkLine = ({ id, fields }: Segment, number: number): void => {
  if (!/^[A-Z][A-Z0-9]{2}$/.test(id)) throw rewrapped(number, 'does not start with a segment id');
  if (holdsSegment(fields)) throw rewrapped(number, 'holds another segment inside a field');
  if (isSegmentId(id)) return;
  const fault = `Line ${number} starts with an id that is no segment of HL7; it cannot be passed over safely.`;
  throw unreadable('E_HL7_SEGMENT', '', fault);
};

/**
 * Takes a message apart into segments and fields. Components and repetitions are split where they are read.
 * @throws InvalidInputError (400): E_HL7_MSH, E_HL7_ENC
 */
export const readMessage = (sent: string): Message => {
  const before = sent.length - sent.trimStart().length;
  const text = sent.slice(before);
  if (!text.startsWith('MSH')) {
    const [found = ''] = /^[A-Z][A-Z0-9]{2}(?=\W|$)/.exec(text) ?? [];
    throw noHeader(isSegmentId(found) ? found : undefined);
  }
  const [header = ''] = text.split(/[\r\n]/, 1);
  const marks = readDelimiters(header);
  const counts = new Map<string, number>();
  const segments = linesOf(text)
    .map(({ text: line, start, end }): Segment => {
      const fields = fieldsOf(line, marks.field);
      const id = fields[0] ?? '';
      const number = (counts.get(id) ?? 0) + 1;
      counts.set(id, number);
      return { id, number, fields, start, end };
    })
    .toArray();
  const charset = charsetNamed(segments[0]?.fields[18] ?? '', marks.repetition);
  return { marks, text, before, segments, counts, ...(charset !== undefined && { charset }) };
};

/**
 * A line that was broken, or ran into the one before it, loses results without a word: such a message is refused.
 * @throws InvalidInputError (400): E_HL7_BROKEN_LINES, E_HL7_SEGMENT
 */
export const checkLines = ({ segments }: Message): void => {
  for (const [at, segment] of segments.entries()) checkLine(segment, at + 1);
};
