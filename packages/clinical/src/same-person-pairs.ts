/** Of an alphabet in which a name may be cut to its first letter; a Chinese name of one sign is whole. */
const oneLetter = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]$/u;

/** Shorter words differ in one letter and are other names: Jon and Jan, Li and Lu. */
const shortestWithTypo = 5;

export const isInitial = (word: string): boolean => oneLetter.test(word);

/** Whether one is the initial of the other, which is a whole word. */
export const areInitial = (a: string, b: string): boolean =>
  isInitial(a) !== isInitial(b) && (isInitial(a) ? b.startsWith(a) : a.startsWith(b));

const withoutFirst = (word: string, at: number): string => word.slice(at + 1);

/** Whether one letter was taken for another, left out, put in, or changed places with the next. */
export const oneSlipApart = (a: string, b: string): boolean => {
  if (a === b) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  const swapped = a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
  return (
    withoutFirst(a, at) === withoutFirst(b, at) ||
    withoutFirst(a, at) === b.slice(at) ||
    a.slice(at) === withoutFirst(b, at) ||
    swapped
  );
};

export const areTypo = (a: string, b: string): boolean =>
  Math.min(a.length, b.length) >= shortestWithTypo && oneSlipApart(a, b);

/**
 * The best way to pair words with others, each at most once, whatever order they are in.
 * @param worth of a pair, a whole number; 0: they are no pair
 * @returns what the pairs are worth together
 */
export const bestPairing = (
  words: string[],
  others: string[],
  worth: (word: string, other: string) => number,
): number => {
  /** By which of the others are taken, one bit each. */
  let best = new Map([[0, 0]]);
  for (const word of words) {
    const next = new Map(best);
    for (const [taken, sum] of best) {
      for (const [index, other] of others.entries()) {
        const value = worth(word, other);
        const bit = 1 << index;
        if (value === 0 || taken & bit) continue;
        next.set(taken | bit, Math.max(next.get(taken | bit) ?? 0, sum + value));
      }
    }
    best = next;
  }
  return Math.max(...best.values());
};
