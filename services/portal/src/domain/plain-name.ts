const uncapitalised = (name: string): string =>
  /^[A-Z][a-z]/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;

/**
 * A name as it stands inside a sentence: `triglycerides`, `total cholesterol` for "Cholesterol, total", but
 * `LDL cholesterol` and `pH` as they are.
 * @param name an analyte's display name in the catalogue
 */
export const inSentence = (name: string): string => {
  const [, head, kind] = /^([^,]+), (total|free|direct)$/.exec(name) ?? [];
  return head === undefined ? uncapitalised(name) : `${kind} ${uncapitalised(head)}`;
};

/** `a, b and c` */
export const listed = (words: string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
