import { parse } from 'csv-parse/sync';
import { createPackedBlocks, type PackedBlocks } from '../packed-blocks.ts';
import { type Delimiter, type Row, rowOptions } from './rows.ts';

/** So many that one part of a body of 25 MB is small, so few that each is worth compressing. */
const parts = 64;

/** FNV-1a with a seed: whoever knows it not cannot make all rows fall into one part. */
const partOf = (identity: string, seed: number): number => {
  let hash = (2166136261 ^ seed) >>> 0;
  for (let at = 0; at < identity.length; at += 1) {
    hash = Math.imul(hash ^ identity.charCodeAt(at), 16777619) >>> 0;
  }
  return ((hash ^ (hash >>> 16)) >>> 0) % parts;
};

/** Rows that were kept together, some at a time, cells told apart again. */
export type Part = () => Iterable<Row[]>;

/**
 * Keeps the rows of a body, compressed, until it is known that none is to come: sorted into parts by identity, so that
 * afterwards one part at a time is unpacked and holds its results whole. Rows of one part keep their order.
 */
export const createRowStore = (delimiter: Delimiter) => {
  const seed = Math.floor(Math.random() * 0xffffffff);
  const all: PackedBlocks[] = Array.from({ length: parts }, createPackedBlocks);
  const add = (row: Row, identity: string): void => {
    const part = all[partOf(identity, seed)];
    if (part === undefined) throw new RangeError('there is no such part');
    part.add(row.bytes, row.number);
  };
  function* unpack(part: PackedBlocks): Generator<Row[]> {
    for (const { bytes, numbers } of part.blocks()) {
      const rows: Row[] = [];
      let at = 0;
      const takeRow = (cells: string[], _number: number, end: number): void => {
        rows.push({ number: numbers[rows.length] ?? 0, cells, bytes: bytes.subarray(at, end) });
        at = end;
      };
      parse(bytes, { ...rowOptions(delimiter, takeRow), bom: false });
      yield rows;
    }
  }
  /** Bytes that are held at the moment. */
  const held = (): number => all.reduce((total, part) => total + part.held(), 0);
  return { add, held, parts: (): Part[] => all.map((part) => () => unpack(part)) };
};
