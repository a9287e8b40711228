import { checkReport } from '@labsecure/clinical/check-report';
import { panelNameOf } from '@labsecure/clinical/panel-name';
import { LabSecureError } from '@labsecure/contracts/errors';
import type { LocalTerms } from '@labsecure/contracts/labs';
import { isError, type Problem } from '@labsecure/contracts/problem';
import { streamCsv } from '@labsecure/formats/csv/stream';
import { streamHl7 } from '@labsecure/formats/hl7/stream';
import { largestReport } from '@labsecure/formats/incoming';
import { type Entry, type LabProfile, parse } from '@labsecure/formats/parse';

/** One result of a body, or what is wrong with it. */
interface CheckedResult {
  row?: number;
  valid: boolean;
  panel?: string;
  observations?: number;
  errors: Problem[];
  warnings: Problem[];
}

export interface Checked {
  /** None when the body as a whole cannot be read. */
  results: CheckedResult[];
  /** On the body as a whole. */
  problems: Problem[];
}

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

const wholeBody = ({ message, code, problems }: LabSecureError): Checked => ({
  results: [],
  problems: problems.length > 0 ? problems : [{ pointer: '', code, message }],
});

type Stream = (chunks: AsyncIterable<Uint8Array>, profile: LabProfile) => AsyncIterable<Entry>;

/** How what is too large for one report is read: a result at a time, so that they are never all in memory. */
const streams = new Map<string, Stream>([
  ['text/csv', streamCsv],
  ['application/hl7-v2', streamHl7],
]);

async function* oneChunk(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

const checkEach = async (
  bytes: Uint8Array,
  stream: Stream,
  { profile, ...context }: CheckContext,
): Promise<Checked> => {
  const results: CheckedResult[] = [];
  for await (const entry of stream(oneChunk(bytes), profile)) results.push(resultOf(entry, context));
  return { results, problems: [] };
};

const checkWhole = (bytes: Uint8Array, mediaType: string, { profile, ...context }: CheckContext): Checked => {
  const received_at = context.now.toISOString();
  const { entries, problems } = parse(bytes, mediaType, { ...profile, received_at });
  return { results: entries.map((entry) => resultOf(entry, context)), problems };
};

/**
 * Reads and checks a body as the platform does. What depends on what the platform has stored is left to it: duplicates, and
 * which formats were agreed.
 */
export const checkBody = async (
  bytes: Uint8Array,
  mediaType: string,
  context: CheckContext,
): Promise<Checked> => {
  const stream = bytes.length > largestReport ? streams.get(mediaType) : undefined;
  try {
    return await (stream ? checkEach(bytes, stream, context) : checkWhole(bytes, mediaType, context));
  } catch (error) {
    if (error instanceof LabSecureError) return wholeBody(error);
    throw error;
  }
};

/** Whether there is anything in it that the platform would take. */
export const isSendable = ({ results, problems }: Checked): boolean =>
  !problems.some(isError) && results.some(({ valid }) => valid);

const inRow = (problems: Problem[], row: number | undefined): Problem[] =>
  row === undefined ? problems : problems.map((problem) => ({ row, ...problem }));

/** All that was found, with the row where there is one. */
export const problemsIn = ({ results, problems }: Checked): Problem[] => [
  ...problems,
  ...results.flatMap(({ errors, warnings, row }) => inRow([...errors, ...warnings], row)),
];
