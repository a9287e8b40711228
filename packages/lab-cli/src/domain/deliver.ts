import { digestOf } from '@labsecure/contracts/identity';
import type { MediaType } from '@labsecure/contracts/vocabulary';
import { type Checked, isSendable, problemsIn } from './check.ts';
import { DeniedError } from './errors.ts';
import { mediaTypeOf } from './media-type.ts';
import type { FileReport } from './outcome.ts';
import { orAgain, type Patience, untilAnswered } from './retry.ts';
import type { Refused, Verdict } from './verdict.ts';

/** A body on its way. */
export interface Body {
  bytes: Uint8Array;
  media_type: MediaType;
  /** Follows from the bytes: however often and by whomever they are sent, they are one delivery. */
  idempotency_key: string;
}

export interface DeliverPorts {
  check: (bytes: Uint8Array, mediaType: MediaType) => Checked;
  /** @throws UnreachableError, DeniedError */
  send: (body: Body) => Promise<Verdict>;
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

/** The platform reads no more than this of any format, in bytes. */
export const mostBytes = 25 * 1024 * 1024;

const refusal = (code: string, message: string): Refused => ({
  outcome: 'refused',
  detail: message,
  problems: [{ pointer: '', code, message }],
});

export const unknownType = () =>
  refusal('E_MEDIA', 'Neither its extension nor its beginning tells its format; name it with --type.');

export const tooLarge = () => refusal('E_TOO_LARGE', `The file is larger than ${mostBytes} bytes.`);

const refusedHere = (checked: Checked): Refused => ({
  outcome: 'refused',
  detail: 'Refused before it was sent: see the problems.',
  problems: problemsIn(checked),
});

/** A fault in reading here is no fault of the file: then the platform decides. */
const checkedHere = (
  check: DeliverPorts['check'],
  bytes: Uint8Array,
  type: MediaType,
): Refused | undefined => {
  try {
    const checked = check(bytes, type);
    return isSendable(checked) ? undefined : refusedHere(checked);
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
 * Checks a file, and sends it until the platform has decided about it or patience ends. What would be refused is not sent.
 * Sending the same bytes again is harmless, and gets the same answer.
 */
export const createDeliver =
  ({ check, send, patience, type }: DeliverPorts): Deliver =>
  async ({ name, bytes }) => {
    if (bytes.length > mostBytes) return tooLarge();
    const digest = digestOf(bytes);
    const media_type = type ?? mediaTypeOf(name, bytes);
    if (media_type === undefined) return { ...unknownType(), digest };
    const body: Body = { bytes, media_type, idempotency_key: digest };
    const verdict =
      checkedHere(check, bytes, media_type) ??
      (await untilAnswered(() => attempted(() => send(body)), patience));
    return { ...deliveredAs(verdict), media_type, digest };
  };
