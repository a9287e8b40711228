/** One more step of a JSON pointer (RFC 6901). */
export const stepTo = (pointer: string, step: string | number): string =>
  `${pointer}/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** The steps of a JSON pointer, unescaped. */
export const stepsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

/** A place as it is said in a sentence: `results.0.value`. */
export const nameOf = (pointer: string): string => stepsOf(pointer).join('.') || 'The body';
