import { checkReport } from '@labsecure/clinical/check-report';
import { panelNameOf } from '@labsecure/clinical/panel-name';
import { LabSecureError } from '@labsecure/contracts/errors';
import type { LocalTerms } from '@labsecure/contracts/labs';
import { isError, type Problem } from '@labsecure/contracts/problem';
import type { MediaType } from '@labsecure/contracts/vocabulary';
import { streamCsv } from '@labsecure/formats/csv/stream';
import { streamHl7 } from '@labsecure/formats/hl7/stream';
import { largestReport } from '@labsecure/formats/incoming';
import { type Entry, type LabProfile, parse } from '@labsecure/formats/parse';

/** One result of a body, or what is wrong with it. */
export interface CheckedResult {
  row?: number;
  valid: boolean;
  panel?: string;
  observations?: number;
  errors: Problem[];
  warnings: Problem[];
}

/** Is told each result when it has been read; of thousands none has to be kept. */
type Tell = (result: CheckedResult) => void;

export interface CheckContext {
  profile: LabProfile;
  /** The lab's own words, as registered. */
  terms?: LocalTerms | undefined;
  now: Date;
}

const resultOf = (
  { report, row, problems }: Entry,
  { now, terms }: Pick<CheckContext, 'now' | 'terms'>,
): CheckedResult => {
  const all = report === undefined ? problems : [...problems, ...checkReport(report, { now, terms })];
  const errors = all.filter(isError);
  return {
    ...(row !== undefined && { row }),
    valid: report !== undefined && errors.length === 0,
    ...(report && { panel: panelNameOf(report, terms), observations: report.observations.length }),
    errors,
    warnings: all.filter((problem) => !isError(problem)),
  };
};

const onWholeBody = ({ message, code, problems }: LabSecureError): Problem[] =>
  problems.length > 0 ? problems : [{ pointer: '', code, message }];

type Stream = (chunks: AsyncIterable<Uint8Array>, profile: LabProfile) => AsyncIterable<Entry>;

/** How what is too large for one report is read: a result at a time, so that they are never all in memory. */
const streams = new Map<string, Stream>([
  ['text/csv', streamCsv],
  ['application/hl7-v2', streamHl7],
]);

async function* oneChunk(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

const checkWhole = (
  bytes: Uint8Array,
  mediaType: string,
  { profile, ...context }: CheckContext,
  tell: Tell,
): Problem[] => {
  const received_at = context.now.toISOString();
  const { entries, problems } = parse(bytes, mediaType, { ...profile, received_at });
  for (const entry of entries) tell(resultOf(entry, context));
  return problems;
};

/**
 * Reads and checks a body as the platform does. What depends on what the platform has stored is left to it: duplicates, and
 * which formats were agreed.
 * @returns problems on the body as a whole. When it cannot be read at all, no result was told
 */
export const checkBody = async (
  bytes: Uint8Array,
  mediaType: string,
  context: CheckContext,
  tell: Tell,
): Promise<Problem[]> => {
  const stream = bytes.length > largestReport ? streams.get(mediaType) : undefined;
  try {
    if (stream === undefined) return checkWhole(bytes, mediaType, context, tell);
    for await (const entry of stream(oneChunk(bytes), context.profile)) tell(resultOf(entry, context));
    return [];
  } catch (error) {
    if (error instanceof LabSecureError) return onWholeBody(error);
    throw error;
  }
};

/** The same for bodies of one lab. */
export type Check = (bytes: Uint8Array, mediaType: MediaType, tell: Tell) => Promise<Problem[]>;
