/** Places in the table at first: most bodies hold one result. It doubles when it is half full. */
const firstSize = 16;
const firstHalf = (digest: string): bigint => BigInt(`0x${digest.slice(0, 16)}`);

/**
 * Remembers SHA-256 digests by their first eight bytes, 16 to 32 bytes of memory each: a table of 25 MB may hold a million
 * results. That two of a million that differ are taken for one happens once in forty million such bodies; the
 * second would be refused, and its lab told.
 */
export const createKnownDigests = () => {
  let table = new BigUint64Array(firstSize);
  let count = 0;
  const placeOf = (key: bigint): number => {
    let at = Number(key % BigInt(table.length));
    while (table[at] !== 0n && table[at] !== key) at = (at + 1) % table.length;
    return at;
  };
  const grow = (): void => {
    const old = table;
    table = new BigUint64Array(old.length * 2);
    for (const key of old) if (key !== 0n) table[placeOf(key)] = key;
  };
  const keyOf = (digest: string): bigint => firstHalf(digest) || 1n;
  const has = (digest: string): boolean => table[placeOf(keyOf(digest))] !== 0n;
  const add = (digest: string): void => {
    if (has(digest)) return;
    const key = keyOf(digest);
    table[placeOf(key)] = key;
    count += 1;
    if (count * 2 > table.length) grow();
  };
  return { has, add };
};
