import { limitedBytes } from '../incoming.ts';
import { wrongCharsetAfter } from './errors.ts';

export { largestBody as mostBytes } from '../incoming.ts';

/** Bytes of one character in UTF-8: it may have begun in the piece before. */
const longestCharacter = 4;

/** Bytes in which the header must end. */
const headBytes = 64 * 1024;

/**
 * The bytes as they come, as long as they are UTF-8 and not too many.
 * @throws InvalidInputError 400 (E_CHARSET), 413 (E_TOO_LARGE)
 */
export async function* checkedBytes(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Buffer> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let total = 0;
  const check = (piece?: Buffer): void => {
    try {
      decoder.decode(piece, { stream: piece !== undefined });
    } catch {
      throw wrongCharsetAfter(Math.max(0, total - longestCharacter));
    }
  };
  for await (const piece of limitedBytes(chunks)) {
    check(piece);
    total += piece.byteLength;
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
