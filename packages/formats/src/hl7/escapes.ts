import type { Delimiters } from './delimiters.ts';

export interface Unescaped {
  text: string;
  /** There is an escape character that begins no known sequence; it stands in the text as it was sent. */
  odd: boolean;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

const textOfBytes = (hex: string, charset: string | undefined): string | undefined => {
  const bytes = Buffer.from(hex, 'hex');
  try {
    return utf8.decode(bytes);
  } catch {
    return charset && new TextDecoder(charset).decode(bytes);
  }
};

const layout = /^\.(br|sp|ce|sk|in|ti|fi|nf)[+-]?\d{0,3}$/;
const layoutTexts: Record<string, string> = { br: '\n', sp: '\n', ce: '\n', sk: ' ' };

const decode = (sequence: string, marks: Delimiters, charset: string | undefined): string | undefined => {
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
  if (/^X(?:[\dA-Fa-f]{2})+$/.test(sequence)) return textOfBytes(sequence.slice(1), charset);
  const [, command] = layout.exec(sequence) ?? [];
  return command === undefined ? undefined : (layoutTexts[command] ?? '');
};

/**
 * Undoes the escapes of HL7 v2.8, chapter 2.7: delimiters, hexadecimal bytes, line breaks of formatted text. Highlighting
 * and indents are dropped. Changes of character set and local sequences stay as they were sent, and so do bytes that are
 * neither UTF-8 nor of a charset that is known.
 * @param charset of one byte, that the message says it is in
 */
export const unescapeText = (raw: string, marks: Delimiters, charset?: string): Unescaped => {
  let text = '';
  let at = 0;
  let odd = false;
  let start = raw.indexOf(marks.escape);
  while (start >= 0) {
    text += raw.slice(at, start);
    const end = raw.indexOf(marks.escape, start + 1);
    const decoded = end < 0 ? undefined : decode(raw.slice(start + 1, end), marks, charset);
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
