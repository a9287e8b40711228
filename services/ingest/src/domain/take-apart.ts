import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import { digestOf } from '@labsecure/contracts/identity';
import { isError, type Problem } from '@labsecure/contracts/problem';
import type { Submission } from '@labsecure/contracts/records';
import type { Entry } from '@labsecure/formats/parse';
import { createBreather } from './breather.ts';
import type { Delivery, Sent } from './delivery.ts';
import { identify, type Kept, keptOf } from './identify.ts';
import { createKnownDigests } from './known-digests.ts';
import { checked, readBody } from './read-body.ts';

/** A result that can be taken, as it will be stored. */
export interface Taken {
  row?: number;
  /** Where it stands in the body. */
  pointer?: string;
  report: CanonicalReport;
  submission: Submission;
  /** What is kept of the body for it. */
  bytes: Uint8Array;
  warnings: Problem[];
}

/** A result that cannot. */
export interface Refused {
  row?: number;
  pointer?: string;
  errors: Problem[];
  warnings: Problem[];
}

export interface Parts {
  /** SHA-256 of the body. */
  digest: string;
  /** In the order of the body; one at least. */
  parts: (Taken | Refused)[];
  /** On the body as a whole, when it holds several; those on a single result's body are that result's. */
  remarks: Problem[];
}

/** What tells a result from the others of its body. */
export const placeOf = ({
  row,
  pointer,
}: Pick<Taken, 'row' | 'pointer'>): Pick<Taken, 'row' | 'pointer'> => ({
  ...(row !== undefined && { row }),
  ...(pointer !== undefined && { pointer }),
});

export const isTaken = (part: Taken | Refused): part is Taken => 'submission' in part;

const duplicate: Problem = {
  pointer: '',
  code: 'E_DUPLICATE_RESULT',
  message:
    'An earlier result of this body has the same accession number and panel, or the same content, with the same date and status: one would replace the other. Send each once, under a number of its own.',
};

/**
 * Of two that one version could stand for, which one was shown would be left to chance: the later one is refused, unless
 * its bytes are the same, as when a message stands in a batch twice. It is asked of each result of a body once, in their
 * order.
 */
export const createDuplicateCheck = (): ((part: Taken | Refused) => Taken | Refused) => {
  const places = createKnownDigests();
  const deliveries = createKnownDigests();
  return (part) => {
    if (!isTaken(part)) return part;
    const { report, submission, warnings } = part;
    const said = JSON.stringify([submission.result_id, Date.parse(report.reported_at), report.status]);
    const place = digestOf(Buffer.from(said));
    const delivery = digestOf(Buffer.from(submission.submission_id));
    if (places.has(place) && !deliveries.has(delivery))
      return { ...placeOf(part), errors: [duplicate], warnings };
    places.add(place);
    deliveries.add(delivery);
    return part;
  };
};

export interface Found {
  /** Its place among the results of the body, from 0. */
  index: number;
  /** The date of a result that has none (RFC 3339). */
  firstReceivedAt: string;
  /** What is kept of the body for it. */
  keep: (report: CanonicalReport) => Kept;
}

/** What can become of one entry. */
export const partOf = (
  sent: Sent,
  { report, problems, ...entry }: Entry,
  { index, firstReceivedAt, keep }: Found,
): Taken | Refused => {
  const at = placeOf(entry);
  const warnings = problems.filter((problem) => !isError(problem));
  if (report === undefined) return { ...at, errors: problems.filter(isError), warnings };
  const kept = keep(report);
  const submission = identify(sent, kept, { index, report, warnings, firstReceivedAt });
  return { ...at, report, submission, bytes: kept.bytes, warnings };
};

/**
 * Reads a body, checks each of its results by itself, and names what can be taken. Nothing is stored.
 * @param firstReceivedAt the date of results that have none (RFC 3339)
 * @param pause called with each result: of thousands of them, others must not have to wait for the last
 * @throws InvalidInputError when the body as a whole cannot be taken, ForbiddenError when it names another lab
 */
export const takeApart = async (
  delivery: Delivery,
  firstReceivedAt: string,
  pause = createBreather(),
): Promise<Parts> => {
  const { entries, problems } = await readBody(delivery, firstReceivedAt, pause);
  const { bytes } = delivery;
  const digest = digestOf(bytes);
  const isShared = entries.length > 1;
  const body = { bytes, digest, isShared };
  const refuseDuplicate = createDuplicateCheck();
  const parts: Parts['parts'] = [];
  for (const [index, read] of entries.entries()) {
    const entry = checked(read, delivery);
    const said = isShared ? entry.problems : [...problems, ...entry.problems];
    const keep = (report: CanonicalReport) => keptOf(body, index, entry.slice, report);
    const part = partOf(delivery, { ...entry, problems: said }, { index, firstReceivedAt, keep });
    parts.push(refuseDuplicate(part));
    await pause();
  }
  const remarks = isShared ? problems.filter((problem) => !isError(problem)) : [];
  return { digest, parts, remarks };
};
