import { basename } from 'node:path';
import { digestOf } from '@labsecure/contracts/identity';
import type { MediaType } from '@labsecure/contracts/vocabulary';
import { mediaTypeOf } from '@labsecure/formats/file-type';
import { type Checked, isSendable, problemsIn } from './check.ts';
import { DeniedError } from './errors.ts';
import { tooLarge, unknownType } from './limits.ts';
import type { FileReport } from './outcome.ts';
import { orAgain, type Patience, untilAnswered } from './retry.ts';
import type { Refused, Verdict } from './verdict.ts';

/** A body on its way. */
export interface Body {
  /** As the file is called, without folders. */
  name: string;
  bytes: Uint8Array;
  media_type: MediaType;
  /** Follows from the bytes: however often and by whomever they are sent, they are one delivery. */
  idempotency_key: string;
}

/** Attempts to get one body across, one after the other. @throws UnreachableError, DeniedError */
export type Attempts = () => Promise<Verdict>;

export interface DeliverPorts {
  check: (bytes: Uint8Array, mediaType: MediaType) => Promise<Checked>;
  begin: (body: Body) => Attempts;
  patience: Patience;
  /** Instead of what name and content say. */
  type?: MediaType | undefined;
}

/** What was decided about a file, and whether the next one is worth an attempt. */
export interface Delivered extends Omit<FileReport, 'file'> {
  /** The platform could not be reached, or lets nobody in: no other file would fare better now. */
  is_general?: boolean;
}

export type Deliver = (file: { name: string; bytes: Uint8Array }) => Promise<Delivered>;

const refusedHere = (checked: Checked): Refused => ({
  outcome: 'refused',
  detail: 'Refused before it was sent: see the problems.',
  problems: problemsIn(checked),
});

/** A fault in reading here is no fault of the file: then the platform decides. */
const checkedHere = async (
  check: DeliverPorts['check'],
  bytes: Uint8Array,
  type: MediaType,
): Promise<Checked | undefined> => {
  try {
    return await check(bytes, type);
  } catch {
    return undefined;
  }
};

const attempted = async (send: () => Promise<Verdict>): Promise<Verdict> => {
  try {
    return await orAgain(send);
  } catch (error) {
    if (error instanceof DeniedError) return { outcome: 'denied', detail: error.message };
    throw error;
  }
};

const deliveredAs = (verdict: Verdict): Delivered => {
  if (verdict.outcome === 'denied') return { ...verdict, is_general: true };
  if (verdict.outcome !== 'again') return verdict;
  const { detail, is_general } = verdict;
  return { outcome: 'unreachable', detail, is_general };
};

/** Of an uploaded file the platform says nothing yet: then what was found here is all that is known. */
const known = (verdict: Delivered, checked: Checked | undefined): Delivered =>
  verdict.outcome === 'uploaded' && checked ? { ...verdict, problems: problemsIn(checked) } : verdict;

/**
 * Checks a file, and sends it until the platform has decided about it or patience ends. What would be refused is not sent.
 * Sending the same bytes again is harmless, and gets the same answer.
 */
export const createDeliver =
  ({ check, begin, patience, type }: DeliverPorts): Deliver =>
  async ({ name, bytes }) => {
    const beyondAll = tooLarge(bytes.length);
    if (beyondAll) return beyondAll;
    const digest = digestOf(bytes);
    const media_type = type ?? mediaTypeOf(name, bytes);
    if (media_type === undefined) return { ...unknownType(), digest };
    const refused = tooLarge(bytes.length, media_type);
    if (refused) return { ...refused, media_type, digest };
    const checked = await checkedHere(check, bytes, media_type);
    if (checked && !isSendable(checked)) return { ...refusedHere(checked), media_type, digest };
    const attempt = begin({ name: basename(name), bytes, media_type, idempotency_key: digest });
    const verdict = await untilAnswered(() => attempted(attempt), patience);
    return { ...known(deliveredAs(verdict), checked), media_type, digest };
  };
