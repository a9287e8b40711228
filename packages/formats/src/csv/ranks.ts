/** Which of some row numbers comes how many-th: a bit for each row, so that a million of them take little. */
export const createRanks = () => {
  let words = new Uint32Array(1024);
  /** How many there are before each word; made when it is first asked. */
  let before: Uint32Array | undefined;
  const add = (row: number): void => {
    const word = row >>> 5;
    if (word >= words.length) {
      const larger = new Uint32Array(Math.max(word + 1, words.length * 2));
      larger.set(words);
      words = larger;
    }
    words[word] = (words[word] ?? 0) | (1 << (row & 31));
    before = undefined;
  };
  const counted = (): Uint32Array => {
    const sums = new Uint32Array(words.length);
    for (let at = 1; at < words.length; at += 1) sums[at] = (sums[at - 1] ?? 0) + bitsIn(words[at - 1] ?? 0);
    return sums;
  };
  /** @returns how many of the rows that were added stand above this one */
  const rankOf = (row: number): number => {
    before ??= counted();
    const lower = (1 << (row & 31)) - 1;
    return (before[row >>> 5] ?? 0) + bitsIn((words[row >>> 5] ?? 0) & lower);
  };
  return { add, rankOf };
};

export type Ranks = ReturnType<typeof createRanks>;

const bitsIn = (word: number): number => {
  let count = 0;
  for (let rest = word >>> 0; rest !== 0; rest = (rest & (rest - 1)) >>> 0) count += 1;
  return count;
};
