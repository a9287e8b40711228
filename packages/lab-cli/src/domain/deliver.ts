import { basename } from 'node:path';
import { isSealedName } from '@labsecure/contracts/api';
import { digestOf } from '@labsecure/contracts/identity';
import { isError } from '@labsecure/contracts/problem';
import type { MediaType } from '@labsecure/contracts/vocabulary';
import { mediaTypeOf } from '@labsecure/formats/file-type';
import type { Check } from './check.ts';
import { DeniedError } from './errors.ts';
import { createFindings, type Found } from './findings.ts';
import { notSealed, sealedTooLarge, tooLarge, unknownType } from './limits.ts';
import type { FileReport } from './outcome.ts';
import { orAgain, type Patience, untilAnswered } from './retry.ts';
import type { Refused, Verdict } from './verdict.ts';

/** A body on its way. */
export interface Body {
  /** As the file is called, without folders. */
  name: string;
  bytes: Uint8Array;
  /** Of a sealed file undefined, unless it was named: the platform tells it when it has opened it. */
  media_type: MediaType | undefined;
  /** Follows from the bytes: however often and by whomever they are sent, they are one delivery. */
  idempotency_key: string;
}

/** Attempts to get one body across, one after the other. @throws UnreachableError, DeniedError */
export type Attempts = () => Promise<Verdict>;

export interface DeliverPorts {
  check: Check;
  begin: (body: Body & { media_type: MediaType }) => Attempts;
  /** The same for a file that was sealed before. */
  beginSealed: (body: Body) => Attempts;
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

const refusedHere = ({ problems }: Found): Refused => ({
  outcome: 'refused',
  detail: 'Refused before it was sent: see the problems.',
  problems,
});

/** A fault in reading here is no fault of the file: then the platform decides. */
const checkedHere = async (check: Check, bytes: Uint8Array, type: MediaType): Promise<Found | undefined> => {
  const findings = createFindings();
  try {
    return findings.conclude(await check(bytes, type, findings.add));
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

/**
 * Of an uploaded file the platform says nothing yet: then what was found here is all that is known, and a file of which it
 * will refuse something is partly taken, as one that is sent in the open.
 */
const known = (verdict: Delivered, found: Found | undefined): Delivered => {
  if (verdict.outcome !== 'uploaded' || found === undefined) return verdict;
  const outcome = found.problems.some(isError) ? 'partly' : 'uploaded';
  return { ...verdict, outcome, problems: found.problems };
};

/** What is in it nobody sees before the platform: it is put as it is. */
const deliverSealed = async (
  body: Body,
  { beginSealed, patience }: Pick<DeliverPorts, 'beginSealed' | 'patience'>,
): Promise<Delivered> => {
  const { bytes, idempotency_key: digest } = body;
  const refused = sealedTooLarge(bytes.length) ?? notSealed(bytes);
  if (refused) return { ...refused, digest };
  const attempt = beginSealed(body);
  const verdict = await untilAnswered(() => attempted(attempt), patience);
  return { ...deliveredAs(verdict), digest };
};

/**
 * Checks a file, and sends it until the platform has decided about it or patience ends. What would be refused is not sent.
 * Sending the same bytes again is harmless, and gets the same answer.
 */
export const createDeliver =
  ({ check, begin, beginSealed, patience, type }: DeliverPorts): Deliver =>
  async ({ name: path, bytes }) => {
    const name = basename(path);
    if (isSealedName(name)) {
      const body = { name, bytes, media_type: type, idempotency_key: digestOf(bytes) };
      return deliverSealed(body, { beginSealed, patience });
    }
    const beyondAll = tooLarge(bytes.length);
    if (beyondAll) return beyondAll;
    const digest = digestOf(bytes);
    const media_type = type ?? mediaTypeOf(name, bytes);
    if (media_type === undefined) return { ...unknownType(), digest };
    const refused = tooLarge(bytes.length, media_type);
    if (refused) return { ...refused, media_type, digest };
    const found = await checkedHere(check, bytes, media_type);
    if (found && !found.isSendable) return { ...refusedHere(found), media_type, digest };
    const attempt = begin({ name, bytes, media_type, idempotency_key: digest });
    const verdict = await untilAnswered(() => attempted(attempt), patience);
    return { ...known(deliveredAs(verdict), found), media_type, digest };
  };
