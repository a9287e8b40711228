import type { Problem } from '@labsecure/contracts/problem';
import { streamCsv } from '@labsecure/formats/csv/stream';
import type { Hl7Piece } from '@labsecure/formats/hl7/split-hl7';
import { streamHl7 } from '@labsecure/formats/hl7/stream';
import { type Entry, type LabProfile, readMediaType } from '@labsecure/formats/parse';
import type { WhileStreaming } from '@labsecure/formats/streaming';
import { createBreather } from './breather.ts';
import type { StreamedDelivery } from './delivery.ts';
import { type Kept, sliceKept } from './identify.ts';
import { largestReport } from './limits.ts';
import { checked, profileOf, refuseOtherFormats } from './read-body.ts';
import { createDuplicateCheck, partOf, type Refused, type Taken } from './take-apart.ts';

/** A result of a body that is read as it comes. */
export interface StreamedPart {
  part: Taken | Refused;
  /** The message of a batch that it came in. */
  piece?: Hl7Piece;
}

type StreamedEntry = Entry & { piece?: Hl7Piece };

const readers: Record<
  string,
  (
    chunks: AsyncIterable<Uint8Array>,
    profile: LabProfile,
    meanwhile: WhileStreaming,
  ) => AsyncIterable<StreamedEntry>
> = { 'text/csv': streamCsv, 'application/hl7-v2': streamHl7 };

const tooLarge: Problem = {
  pointer: '',
  code: 'E_TOO_LARGE',
  message: `The result is larger than ${largestReport} bytes, the limit for one.`,
};

/** One report may be no larger in a batch than by itself. */
const limited = ({ report, ...entry }: StreamedEntry): StreamedEntry => {
  if ((entry.slice?.length ?? 0) > largestReport)
    return { ...entry, problems: [tooLarge, ...entry.problems] };
  return { ...entry, ...(report && { report }) };
};

const kept = ({ slice }: Entry): Kept['bytes'] => {
  if (slice === undefined) throw new TypeError('a result of a stream has a part of it');
  return slice;
};

/**
 * The same as takeApart for a body that is never held whole (`isStreamed`): what is kept of each result is its own part of the
 * body, also where there is but one. Tables and batches without a date are not read, so none goes by its receipt.
 * Nothing is stored, and nothing comes before the body has been read to its end.
 * @param holds told, as the body comes, how many bytes of it are held
 * @throws InvalidInputError, ForbiddenError before the first one, when the body as a whole cannot be taken
 */
export async function* streamParts(
  delivery: StreamedDelivery,
  holds?: WhileStreaming['holds'],
): AsyncIterable<StreamedPart> {
  refuseOtherFormats(delivery);
  const read = readers[readMediaType(delivery.media_type)];
  if (read === undefined) throw new TypeError(`${delivery.media_type} is not read as it comes`);
  const refuseDuplicate = createDuplicateCheck();
  const meanwhile = { pause: createBreather(), ...(holds && { holds }) };
  let index = 0;
  for await (const entry of read(delivery.body, profileOf(delivery), meanwhile)) {
    const { piece } = entry;
    const part = partOf(delivery, checked(limited(entry), delivery), {
      index: entry.index ?? index,
      firstReceivedAt: '',
      keep: (report) => sliceKept(kept(entry), report),
    });
    index += 1;
    yield { part: refuseDuplicate(part), ...(piece && { piece }) };
  }
}
