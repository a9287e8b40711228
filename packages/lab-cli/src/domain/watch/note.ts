import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Delivered } from '../deliver.ts';
import { type FileReport, finalOutcomes, isFinal, type PlacedProblem } from '../outcome.ts';
import { type Destination, folders } from './names.ts';

/**
 * What is written beside a file, for whoever may read the file, when it is decided what becomes of it. Sentences about
 * problems name a test now and then, and never a value or a person.
 */
export const Note = Type.Object({
  file: Type.String({ description: 'the name it came under' }),
  outcome: Type.Enum([...finalOutcomes]),
  decided_at: Type.String(),
  media_type: Type.Optional(Type.String()),
  digest: Type.Optional(Type.String({ description: 'SHA-256 of the bytes, hex' })),
  detail: Type.Optional(Type.String()),
  path: Type.Optional(Type.String({ description: 'where an uploaded file lies with the platform' })),
  results: Type.Array(
    Type.Object({
      row: Type.Optional(Type.Integer()),
      pointer: Type.Optional(Type.String()),
      result_id: Type.String(),
    }),
  ),
  problems: Type.Array(
    Type.Object({
      row: Type.Optional(Type.Integer()),
      pointer: Type.String(),
      code: Type.String(),
      message: Type.Optional(Type.String()),
    }),
  ),
});
export type Note = Static<typeof Note>;

const note = Compile(Note);

/** A note as it was written; undefined when it is none. */
export const noteIn = (text: string): Note | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return note.Check(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

const plain = ({ row, pointer, code, message }: PlacedProblem): PlacedProblem => ({
  ...(row !== undefined && { row }),
  pointer,
  code,
  ...(message !== undefined && { message }),
});

/** @returns undefined when nothing was decided */
export const noteOf = (file: string, delivered: Delivered, now: Date): Note | undefined => {
  const { outcome, media_type, digest, detail, path, results = [], problems = [] } = delivered;
  if (!isFinal(outcome)) return undefined;
  return {
    file,
    outcome,
    decided_at: now.toISOString(),
    ...(media_type && { media_type }),
    ...(digest && { digest }),
    ...(detail && { detail }),
    ...(path && { path }),
    results,
    problems: problems.map(plain),
  };
};

/** Where the sentences are. */
const inWords = 'Codes and places alone: the note beside the file says them in words.';

/**
 * What is printed of a note. It may go further than the note does, as what cron runs is mailed: of problems codes and places
 * alone. The detail of a refusal may be the sentence of its first problem.
 */
export const toldOf = ({ decided_at: _, problems, detail, ...note }: Note): FileReport => {
  const told = problems.length === 0 || note.path !== undefined ? detail : inWords;
  return {
    ...note,
    ...(told && { detail: told }),
    problems: problems.map(({ message: _words, ...place }) => place),
  };
};

export const destinationOf = ({ outcome }: Note): Destination =>
  outcome === 'refused' ? folders.invalid : folders.sent;
