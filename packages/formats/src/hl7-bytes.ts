import { isUtf8 } from 'node:buffer';
import { readHl7, readHl7Message, readHl7Piece } from './hl7/read-hl7.ts';
import { createHl7Splitter } from './hl7/split-hl7.ts';
import type { LabProfile, ParseOutcome } from './profile.ts';
import { textOf } from './text.ts';

/**
 * Reads HL7 v2. A message that is not UTF-8 says in MSH-18 what it is, each of a batch for itself: so these are told apart
 * as bytes, and their slices are the bytes that came.
 * @throws InvalidInputError (400; E_HL7_..., E_EMPTY, E_CHARSET) when it is one message that cannot be read, or none
 * @throws ForbiddenError when a message names another lab than the sender's
 */
export const readHl7Bytes = (bytes: Uint8Array, profile: LabProfile): ParseOutcome => {
  if (isUtf8(bytes)) return readHl7(textOf(bytes), profile);
  const splitter = createHl7Splitter();
  const pieces = [...splitter.push(bytes), ...splitter.end()];
  const hasEnvelope = /^\s*(?:FHS|BHS)\W/.test(Buffer.from(bytes.subarray(0, 64)).toString('latin1'));
  const isBatch = hasEnvelope || pieces.some(({ number }) => number > 1);
  const entries = isBatch
    ? pieces.flatMap((piece) => readHl7Piece(piece, profile))
    : readHl7Message(bytes, profile);
  return { entries, problems: [] };
};
