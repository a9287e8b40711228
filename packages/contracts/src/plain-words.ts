/** Spellings that mean one thing come out alike: letters and digits, in lower case, one space between words. */
export const plainWords = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
