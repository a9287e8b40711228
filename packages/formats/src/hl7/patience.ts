import { refusedBody } from '../errors.ts';
import type { Hl7Piece } from './split-hl7.ts';

/** Messages without a value; each is answered by itself, at many times its own length. */
const mostEmpty = 1000;

/**
 * Counts the messages of a batch that hold no OBX, so no result: after so many it is no batch of results.
 * @throws InvalidInputError (400, E_TOO_MANY) by the function it gives
 */
export const createPatience = (): ((piece: Hl7Piece) => void) => {
  let empty = 0;
  return ({ number, bytes }) => {
    if (number > 0 && !Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('OBX'))
      empty += 1;
    if (empty <= mostEmpty) return;
    throw refusedBody('E_TOO_MANY', 400, `More than ${mostEmpty} messages of the batch hold no OBX segment.`);
  };
};
