import { isUtf8 } from 'node:buffer';
import { textOf } from '../text.ts';

/** HL7 table 0211: the character sets of one byte that MSH-18 can name, as the Encoding standard calls them. */
const declared = /^8859\/(1|2|3|4|5|6|7|8|15)$/;

/**
 * What MSH-18 names, where that is a charset of one byte.
 * @param sent MSH-18, all repetitions
 * @param repetition the mark between them
 */
export const charsetNamed = (sent: string, repetition: string): string | undefined => {
  const [first = ''] = sent.split(repetition);
  const [, part] = declared.exec(first.trim()) ?? [];
  return part === undefined ? undefined : `iso-8859-${part}`;
};

/** MSH-18 and the bytes before it are ASCII in all of these. */
const charsetOf = (bytes: Uint8Array): string | undefined => {
  const header =
    Buffer.from(bytes.subarray(0, 4096))
      .toString('latin1')
      .split(/[\r\n]/, 1)[0] ?? '';
  return charsetNamed(header.split(header.charAt(3))[17] ?? '', header.charAt(5));
};

/**
 * The text of one message: UTF-8 (and so ASCII), or what MSH-18 names when the bytes are not UTF-8.
 * @throws InvalidInputError (400): E_EMPTY, or E_CHARSET when it is neither
 */
export const hl7Text = (bytes: Uint8Array): string => {
  const charset = isUtf8(bytes) ? undefined : charsetOf(bytes);
  return charset === undefined ? textOf(bytes) : new TextDecoder(charset).decode(bytes);
};
