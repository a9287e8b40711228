import { wrongCharset } from '../errors.ts';
import { limitedBytes } from '../incoming.ts';
import { firstWrongByte } from '../text.ts';

const isContinued = (byte: number): boolean => (byte & 0xc0) === 0x80;

/** The last bytes of a piece, from where a character begins: it may end in the next one, and has four bytes at the most. */
const lastOf = (piece: Buffer): Buffer => {
  const last = piece.subarray(-3);
  const start = last.findIndex((byte) => !isContinued(byte));
  return Buffer.from(start < 0 ? [] : last.subarray(start));
};

/** Bytes in which the header must end. */
const headBytes = 64 * 1024;

/**
 * The bytes as they come, as long as they are UTF-8 and not too many.
 * @throws InvalidInputError 400 (E_CHARSET), 413 (E_TOO_LARGE)
 */
export async function* checkedBytes(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Buffer> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let total = 0;
  let last: Buffer = Buffer.alloc(0);
  const check = (piece?: Buffer): void => {
    try {
      decoder.decode(piece, { stream: piece !== undefined });
    } catch {
      const wrong = firstWrongByte(Buffer.concat([last, piece ?? Buffer.alloc(0)]));
      throw wrongCharset(total - last.length + wrong);
    }
  };
  for await (const piece of limitedBytes(chunks)) {
    check(piece);
    total += piece.byteLength;
    last = lastOf(Buffer.concat([last, piece.subarray(-3)]));
    yield piece;
  }
  check();
}

/** Joins the first bytes until the header is surely among them, or the body ends. */
export async function* withWholeHead(chunks: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (head === undefined) yield chunk;
    else {
      head = Buffer.concat([head, chunk]);
      if (head.length < headBytes) continue;
      yield head;
      head = undefined;
    }
  }
  if (head !== undefined) yield head;
}
