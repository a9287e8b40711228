import type { Delimiter } from './rows.ts';

/** Where a cell in quotes ends: behind the quote that is not doubled. */
const afterQuotes = (text: string, start: number): number => {
  let at = text.indexOf('"', start + 1);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at < 0 ? text.length : at + 1;
};

const nextCell = (text: string, start: number, delimiter: Delimiter): number => {
  const at = text.indexOf(delimiter, start);
  return at < 0 ? text.length : at + 1;
};

/**
 * Whether a cell in quotes goes on behind its closing quote, so that nobody can say where it was meant to end
 * (RFC 4180, section 2.5 to 2.7). A quote inside a cell without quotes (5" tube) is a character like others.
 * @param text of one row, without its line end
 */
export const hasBrokenQuotes = (text: string, delimiter: Delimiter): boolean => {
  let at = 0;
  while (at < text.length) {
    if (text[at] === '"') {
      at = afterQuotes(text, at);
      if (at < text.length && text[at] !== delimiter) return true;
      at += 1;
    } else at = nextCell(text, at, delimiter);
  }
  return false;
};
