import { tooLarge, wrongCharsetAfter } from './errors.ts';

/** Bytes of one body, by API or drop. */
export const mostBytes = 25 * 1024 * 1024;

/** Bytes of one character in UTF-8: it may have begun in the chunk before. */
const longestCharacter = 4;

/** Bytes in which the header must end. */
const headBytes = 64 * 1024;

/** Bytes handed on at once, however many come at once: rows that come together are held together. */
const pieceBytes = 64 * 1024;

/**
 * The bytes as they come, as long as they are UTF-8 and not too many.
 * @throws InvalidInputError 400 (E_CHARSET), 413 (E_TOO_LARGE)
 */
export async function* checkedBytes(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Buffer> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let total = 0;
  for await (const chunk of chunks) {
    try {
      decoder.decode(chunk, { stream: true });
    } catch {
      throw wrongCharsetAfter(Math.max(0, total - longestCharacter));
    }
    total += chunk.byteLength;
    if (total > mostBytes) throw tooLarge(mostBytes);
    for (let at = 0; at < chunk.byteLength; at += pieceBytes) {
      yield Buffer.from(chunk.buffer, chunk.byteOffset + at, Math.min(pieceBytes, chunk.byteLength - at));
    }
  }
  try {
    decoder.decode();
  } catch {
    throw wrongCharsetAfter(Math.max(0, total - longestCharacter));
  }
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
