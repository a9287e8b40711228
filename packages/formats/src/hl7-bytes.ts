import { isUtf8 } from 'node:buffer';
import { createPatience } from './hl7/patience.ts';
import { isBatch, readHl7, readHl7Message, readHl7Piece } from './hl7/read-hl7.ts';
import { createHl7Splitter, type Hl7Piece } from './hl7/split-hl7.ts';
import type { LabProfile, ParseOutcome } from './profile.ts';
import { textOf } from './text.ts';

const piecesOf = (bytes: Uint8Array): Hl7Piece[] => {
  const splitter = createHl7Splitter();
  const pieces = [...splitter.push(bytes), ...splitter.end()];
  pieces.forEach(createPatience());
  return pieces;
};

/**
 * The messages of a batch, and what is wrong with it around them; undefined where the bytes are one message.
 * @throws InvalidInputError (400, E_EMPTY) when there is nothing
 */
export const piecesOfBatch = (bytes: Uint8Array): Hl7Piece[] | undefined => {
  if (isUtf8(bytes)) {
    const text = textOf(bytes);
    return isBatch(text) ? piecesOf(Buffer.from(text)) : undefined;
  }
  const pieces = piecesOf(bytes);
  const hasEnvelope = /^\s*(?:FHS|BHS)\W/.test(Buffer.from(bytes.subarray(0, 64)).toString('latin1'));
  return hasEnvelope || pieces.some(({ number }) => number > 1) ? pieces : undefined;
};

/**
 * Reads HL7 v2. A message that is not UTF-8 says in MSH-18 what it is, each of a batch for itself: so these are told apart
 * as bytes, and their slices are the bytes that came.
 * @throws InvalidInputError (400; E_HL7_..., E_EMPTY, E_CHARSET) when it is one message that cannot be read, or none
 * @throws ForbiddenError when a message names another lab than the sender's
 */
export const readHl7Bytes = (bytes: Uint8Array, profile: LabProfile): ParseOutcome => {
  if (isUtf8(bytes)) return readHl7(textOf(bytes), profile);
  const pieces = piecesOfBatch(bytes);
  const entries = pieces?.flatMap((piece) => readHl7Piece(piece, profile)) ?? readHl7Message(bytes, profile);
  return { entries, problems: [] };
};
