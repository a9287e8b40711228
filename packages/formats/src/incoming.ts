import type { InvalidInputError } from '@labsecure/contracts/errors';
import { refusedBody } from './errors.ts';

/** Bytes of one body of several results, by API or drop. */
export const largestBody = 25 * 1024 * 1024;

/** Bytes of one report, and of a body that is read as a whole. */
export const largestReport = 1024 * 1024;

/** Bytes handed on at once, however many come at once: what comes together is held together. */
const pieceBytes = 64 * 1024;

/** @param limit in bytes */
export const tooLarge = (limit: number): InvalidInputError =>
  refusedBody('E_TOO_LARGE', 413, `The body is larger than ${limit} bytes, the limit for it.`);

/**
 * The bytes as they come, as long as they are not too many.
 * @throws InvalidInputError 413 (E_TOO_LARGE)
 */
export async function* limitedBytes(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Buffer> {
  let total = 0;
  for await (const chunk of chunks) {
    total += chunk.byteLength;
    if (total > largestBody) throw tooLarge(largestBody);
    for (let at = 0; at < chunk.byteLength; at += pieceBytes) {
      yield Buffer.from(chunk.buffer, chunk.byteOffset + at, Math.min(pieceBytes, chunk.byteLength - at));
    }
  }
}
