import type { Delimiters } from './delimiters.ts';

export interface Unescaped {
  text: string;
  /** There is an escape character that begins no known sequence; it stands in the text as it was sent. */
  odd: boolean;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

const bytesIn = (hex: string): string | undefined => {
  try {
    return utf8.decode(Buffer.from(hex, 'hex'));
  } catch {
    return undefined;
  }
};

const layout = /^\.(br|sp|ce|sk|in|ti|fi|nf)[+-]?\d{0,3}$/;
const layoutTexts: Record<string, string> = { br: '\n', sp: '\n', ce: '\n', sk: ' ' };

const decode = (sequence: string, marks: Delimiters): string | undefined => {
  switch (sequence) {
    case 'F':
      return marks.field;
    case 'S':
      return marks.component;
    case 'T':
      return marks.subcomponent;
    case 'R':
      return marks.repetition;
    case 'E':
      return marks.escape;
    case 'P':
      return marks.truncation;
    case 'H':
    case 'N':
      return '';
  }
  if (/^X(?:[\dA-Fa-f]{2})+$/.test(sequence)) return bytesIn(sequence.slice(1));
  const [, command] = layout.exec(sequence) ?? [];
  return command === undefined ? undefined : (layoutTexts[command] ?? '');
};

/**
 * Undoes the escapes of HL7 v2.8, chapter 2.7: delimiters, hexadecimal bytes (read as UTF-8), line breaks of formatted
 * text. Highlighting and indents are dropped. Changes of character set and local sequences stay as they were sent.
 */
export const unescapeText = (raw: string, marks: Delimiters): Unescaped => {
  let text = '';
  let at = 0;
  let odd = false;
  let start = raw.indexOf(marks.escape);
  while (start >= 0) {
    text += raw.slice(at, start);
    const end = raw.indexOf(marks.escape, start + 1);
    const decoded = end < 0 ? undefined : decode(raw.slice(start + 1, end), marks);
    odd ||= decoded === undefined;
    text += decoded ?? marks.escape;
    at = decoded === undefined ? start + 1 : end + 1;
    start = raw.indexOf(marks.escape, at);
  }
  return { text: text + raw.slice(at), odd };
};

/** Writes a text so that none of its characters is taken for a delimiter or the end of a segment. */
export const escapeText = (text: string, marks: Delimiters): string => {
  const names = new Map([
    [marks.escape, 'E'],
    [marks.field, 'F'],
    [marks.component, 'S'],
    [marks.subcomponent, 'T'],
    [marks.repetition, 'R'],
    ['\n', '.br'],
    ['\r', 'X0D'],
  ]);
  return [...text].map((one) => named(one, names.get(one), marks.escape)).join('');
};

const named = (character: string, name: string | undefined, mark: string): string =>
  name === undefined ? character : `${mark}${name}${mark}`;
