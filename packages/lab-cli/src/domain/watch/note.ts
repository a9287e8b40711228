import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Delivered } from '../deliver.ts';
import { finalOutcomes, isFinal, type PlacedProblem } from '../outcome.ts';
import { type Destination, folders } from './names.ts';

/**
 * What is written beside a file when it is decided what becomes of it. Never anything of its content: of problems codes and
 * places alone, for a sentence may name the test it is about.
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

const plain = ({ row, pointer, code }: PlacedProblem): PlacedProblem => ({
  ...(row !== undefined && { row }),
  pointer,
  code,
});

/** Where the sentences are. A refusal's own may be that of its first problem. */
const inWords =
  'Codes and places alone. `labsecure validate` on the file says them in words, `labsecure submit` those of the platform too.';

/** Where an uploaded file is read later, that is what there is to say. */
const detailOf = ({ path, detail, problems = [] }: Delivered): string | undefined => {
  if (problems.length === 0) return detail;
  return path === undefined ? inWords : `${detail} ${inWords}`;
};

/** @returns undefined when nothing was decided */
export const noteOf = (file: string, delivered: Delivered, now: Date): Note | undefined => {
  const { outcome, media_type, digest, path, results = [], problems = [] } = delivered;
  const detail = detailOf(delivered);
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

export const destinationOf = ({ outcome }: Note): Destination =>
  outcome === 'refused' ? folders.invalid : folders.sent;
