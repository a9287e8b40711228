import { limitedBytes } from '../incoming.ts';
import { createPackedBlocks } from '../packed-blocks.ts';
import type { Entry, LabProfile } from '../profile.ts';
import { unhurried, type WhileStreaming } from '../streaming.ts';
import { tooLarge } from './faults.ts';
import { createPatience } from './patience.ts';
import { checkLabOf, noMessage, readHl7Piece } from './read-hl7.ts';
import { createHl7Splitter, type Hl7Piece, largestMessage } from './split-hl7.ts';

/** An entry, and the message it came in. */
export interface Hl7Entry extends Entry {
  piece: Hl7Piece;
}

/** Sees every message go by once, and says at the end whether they can be read as a batch. */
const createInspector = (profile: LabProfile) => {
  let first: Hl7Piece | undefined;
  let count = 0;
  let aside: Hl7Piece | undefined;
  const bear = createPatience();
  return {
    see: (piece: Hl7Piece): void => {
      bear(piece);
      if (piece.number === 0) aside = piece;
      else {
        count += 1;
        first ??= piece;
        checkLabOf(piece, profile.lab_id);
      }
    },
    conclude: (): void => {
      if (count === 0) throw noMessage(aside?.problems ?? []);
      if (count === 1 && first?.opening === undefined && first?.problems.length)
        throw tooLarge(largestMessage);
    },
  };
};

/**
 * The same as readHl7Bytes for batches of up to 25 MB. The bytes are kept compressed until their end has come, and only then
 * is the first message read: a body that is too large, or of which a message names another lab, has given no entry at
 * all. Entries come in the order of their messages.
 * @throws InvalidInputError 400 (E_HL7_MSH) when there is no message, or (E_TOO_MANY) a thousand that hold no OBX, 413 (E_TOO_LARGE)
 * @throws ForbiddenError when a message names another lab than the sender's
 */
export async function* streamHl7(
  chunks: AsyncIterable<Uint8Array>,
  profile: LabProfile,
  { pause, holds }: WhileStreaming = unhurried,
): AsyncIterable<Hl7Entry> {
  const store = createPackedBlocks();
  const inspector = createInspector(profile);
  const before = createHl7Splitter();
  for await (const chunk of limitedBytes(chunks)) {
    store.add(chunk);
    before.push(chunk).forEach(inspector.see);
    holds?.(store.held());
    await pause();
  }
  before.end().forEach(inspector.see);
  inspector.conclude();
  const splitter = createHl7Splitter();
  for (const { bytes } of store.blocks()) yield* entriesOf(splitter.push(bytes), profile, pause);
  yield* entriesOf(splitter.end(), profile, pause);
}

async function* entriesOf(
  pieces: Hl7Piece[],
  profile: LabProfile,
  pause: () => Promise<void>,
): AsyncIterable<Hl7Entry> {
  for (const piece of pieces) {
    for (const entry of readHl7Piece(piece, profile)) yield { ...entry, piece };
    await pause();
  }
}
