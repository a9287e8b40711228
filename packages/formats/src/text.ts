import { isUtf8 } from 'node:buffer';
import { emptyBody, wrongCharset } from './errors.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The longest prefix that decodes, found by halving: only ever run on bytes that are refused. */
export const firstWrongByte = (bytes: Uint8Array): number => {
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    const lenient = new TextDecoder('utf-8', { fatal: true });
    try {
      lenient.decode(bytes.subarray(0, middle), { stream: true });
      good = middle;
    } catch {
      bad = middle;
    }
  }
  return good;
};

/**
 * The text in the bytes, without a byte order mark.
 * @throws InvalidInputError (400): E_EMPTY when there is nothing but white space, E_CHARSET when it is not UTF-8
 */
export const textOf = (bytes: Uint8Array): string => {
  if (!isUtf8(bytes)) throw wrongCharset(firstWrongByte(bytes));
  const text = decoder.decode(bytes);
  if (text.trim() === '') throw emptyBody();
  return text;
};
