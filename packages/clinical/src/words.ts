/** Words that say where or how, and not what: two names that differ in them only name the same analyte. */
const filler =
  /\b(serum|plasma|blood|whole|venous|level|lvl|lab|test|result|quantitative|quant|automated|auto|by|in|or|of|the|s\/p)\b/g;

/**
 * A name or code reduced to what tells it apart: lower case, without spaces and punctuation. `%`, `#` and `/` stay:
 * `NEUT %` is not `NEUT #`.
 */
export const aliasKey = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}%#/]/gu, '');

/** The same, with specimen and method words left out: `Potassium, Serum` becomes `potassium`. */
export const looseAliasKey = (text: string): string => aliasKey(text.toLowerCase().replace(filler, ' '));

/** What is not blood. A blood analyte of the same name has other ranges there. */
const notBlood =
  /urin|\bcsf\b|cerebrospinal|\bfluid|stool|faec|fec(?:es|al)|saliva|sweat|semen|amnio|pleural|ascit|dialys|\bswab/i;

export const isNotBlood = (text: string): boolean => notBlood.test(text);

/** Words that make another analyte of the one they stand beside. */
const qualifiers =
  /ioni[sz]ed|free|reverse|direct|indirect|antibod|\bab\b|ratio|index|uptake|antigen|\bca[ -]?\d{2,3}|isoenzyme|binding|\bcord\b|clearance/gi;

/** Whether a name holds a qualifier that none of the analyte's own names has: "Free PSA" is not PSA. */
export const isQualified = (name: string, ownNames: string[]): boolean =>
  (name.match(qualifiers) ?? []).some(
    (word) => !ownNames.some((own) => own.toLowerCase().includes(word.toLowerCase())),
  );
