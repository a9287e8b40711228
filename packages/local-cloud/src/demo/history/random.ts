import { createHash } from 'node:crypto';

/** Numbers in [0, 1) that look random and are the same each time: each from the seed and the name of what it is for. */
export const seededBy =
  (seed: string) =>
  (purpose: string): number =>
    createHash('sha256').update(`${seed}/${purpose}`).digest().readUInt32BE(0) / 2 ** 32;
