import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { type Delimiter, type Row, rowOptions } from './rows.ts';

/** So many that one part of a body of 25 MB is small, so few that each is worth compressing. */
const parts = 64;
/** Bytes of rows that wait to be compressed together. */
const blockBytes = 32 * 1024;

interface Part {
  waiting: Row[];
  waitingBytes: number;
  blocks: { packed: Buffer; numbers: Uint32Array }[];
}

/** FNV-1a with a seed: whoever knows it not cannot make all rows fall into one part. */
const partOf = (identity: string, seed: number): number => {
  let hash = (2166136261 ^ seed) >>> 0;
  for (let at = 0; at < identity.length; at += 1) {
    hash = Math.imul(hash ^ identity.charCodeAt(at), 16777619) >>> 0;
  }
  return ((hash ^ (hash >>> 16)) >>> 0) % parts;
};

const pack = (part: Part): void => {
  if (part.waiting.length === 0) return;
  const packed = deflateRawSync(Buffer.concat(part.waiting.map(({ bytes }) => bytes)), { level: 1 });
  part.blocks.push({ packed, numbers: Uint32Array.from(part.waiting, ({ number }) => number) });
  part.waiting = [];
  part.waitingBytes = 0;
};

/**
 * Keeps the rows of a body, compressed, until it is known that none is to come: sorted into parts by identity, so that
 * afterwards one part at a time is unpacked and holds its results whole. Rows of one part keep their order.
 */
export const createRowStore = (delimiter: Delimiter) => {
  const seed = Math.floor(Math.random() * 0xffffffff);
  const all: Part[] = Array.from({ length: parts }, () => ({ waiting: [], waitingBytes: 0, blocks: [] }));
  const add = (row: Row, identity: string): void => {
    const part = all[partOf(identity, seed)];
    if (part === undefined) throw new RangeError('there is no such part');
    // A copy: the row is a view into a buffer that would be held as long as it.
    part.waiting.push({ ...row, cells: [], bytes: Buffer.from(row.bytes) });
    part.waitingBytes += row.bytes.length;
    if (part.waitingBytes >= blockBytes) pack(part);
  };
  const unpack = (part: Part, take: (row: Row) => void): void => {
    pack(part);
    for (const { packed, numbers } of part.blocks) {
      const bytes = inflateRawSync(packed);
      let [at, index] = [0, 0];
      const takeRow = (cells: string[], _number: number, end: number): void => {
        take({ number: numbers[index] ?? 0, cells, bytes: bytes.subarray(at, end) });
        [at, index] = [end, index + 1];
      };
      parse(bytes, { ...rowOptions(delimiter, takeRow), bom: false });
    }
    part.blocks = [];
  };
  /** Each part once, as a function that hands out its rows and forgets them. */
  const takeParts = (): ((take: (row: Row) => void) => void)[] =>
    all.map((part) => (take) => unpack(part, take));
  return { add, takeParts };
};
