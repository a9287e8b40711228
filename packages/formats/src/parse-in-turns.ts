import type { MediaType } from '@labsecure/contracts/vocabulary';
import { streamCsv } from './csv/stream.ts';
import { readHl7Piece } from './hl7/read-hl7.ts';
import { piecesOfBatch } from './hl7-bytes.ts';
import { type Entry, type LabProfile, type ParseOutcome, parse, readMediaType } from './parse.ts';
import type { WhileStreaming } from './streaming.ts';
import { textOf } from './text.ts';

type Pause = WhileStreaming['pause'];

/** Reads several results; undefined where there is but one piece to read. */
type Reader = (bytes: Uint8Array, profile: LabProfile, pause: Pause) => Promise<Entry[] | undefined>;

/** Bytes that are read before anybody has noticed; so many hold some hundred results at most. */
const readAtOnce = 16 * 1024;

async function* oneChunk(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

const readTable: Reader = async (bytes, profile, pause) => {
  // As text: what is no text, or empty, is then refused in the same words.
  const text = Buffer.from(textOf(bytes));
  const entries: Entry[] = [];
  for await (const { index: _index, ...entry } of streamCsv(oneChunk(text), profile, { pause })) {
    entries.push(entry);
  }
  return entries.sort((a, b) => (a.row ?? 0) - (b.row ?? 0));
};

const readBatch: Reader = async (bytes, profile, pause) => {
  const pieces = piecesOfBatch(bytes);
  if (pieces === undefined || pieces.length < 2) return undefined;
  const entries: Entry[] = [];
  for (const piece of pieces) {
    entries.push(...readHl7Piece(piece, profile));
    await pause();
  }
  return entries;
};

/** Of other formats a body holds few results. */
const readers: Partial<Record<MediaType, Reader>> = {
  'text/csv': readTable,
  'application/hl7-v2': readBatch,
};

/**
 * The same as parse, for a body that may hold thousands of results: whoever shares the process has turns in between.
 * @param pause called between pieces of work
 * @throws as parse does
 */
export const parseInTurns = async (
  bytes: Uint8Array,
  mediaType: string,
  profile: LabProfile,
  pause: Pause,
): Promise<ParseOutcome> => {
  const reader = bytes.length > readAtOnce ? readers[readMediaType(mediaType)] : undefined;
  const entries = await reader?.(bytes, profile, pause);
  return entries ? { entries, problems: [] } : parse(bytes, mediaType, profile);
};
