import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Bytes that wait to be compressed together: fewer compress worse, more are held in full for longer. */
const blockBytes = 32 * 1024;

/** Some of what was kept, unpacked. */
export interface Block {
  bytes: Buffer;
  /** One for each time something was added to it. */
  numbers: Uint32Array;
}

interface Packed {
  bytes: Uint8Array;
  numbers: Uint32Array;
}

/** Keeps bytes compressed, in the order in which they come, each with a number its owner knows it by. */
export const createPackedBlocks = () => {
  const packed: Packed[] = [];
  let waiting: Uint8Array[] = [];
  let numbers: number[] = [];
  let size = 0;
  const pack = (): void => {
    if (numbers.length === 0) return;
    // A copy of its own size: zlib's is a view into a buffer many times as large.
    const bytes = new Uint8Array(deflateRawSync(Buffer.concat(waiting), { level: 1 }));
    packed.push({ bytes, numbers: Uint32Array.from(numbers) });
    [waiting, numbers, size] = [[], [], 0];
  };
  const add = (bytes: Uint8Array, number = 0): void => {
    // A copy: what is added is a view into a buffer that would be held as long as it.
    waiting.push(Buffer.from(bytes));
    numbers.push(number);
    size += bytes.length;
    if (size >= blockBytes) pack();
  };
  /** All blocks, as often as is asked. */
  function* blocks(): Generator<Block> {
    pack();
    for (const { bytes, numbers: known } of packed) yield { bytes: inflateRawSync(bytes), numbers: known };
  }
  /** Bytes that are held at the moment. */
  const held = (): number => packed.reduce((total, { bytes }) => total + bytes.buffer.byteLength, size);
  const clear = (): void => {
    packed.length = 0;
  };
  return { add, blocks, held, clear };
};

export type PackedBlocks = ReturnType<typeof createPackedBlocks>;
