import type { AcceptedAnswer, SeveralAnswer } from '@labsecure/contracts/api';
import { InvalidInputError } from '@labsecure/contracts/errors';
import type { LabResultMessage } from '@labsecure/contracts/messages';
import type { Submission } from '@labsecure/contracts/records';
import { answerOf, faultsOf } from './answers.ts';
import type { Delivery, Sent } from './delivery.ts';
import { refusal } from './read-body.ts';
import { sideBySide } from './side-by-side.ts';
import { isTaken, type Parts, type Taken, takeApart } from './take-apart.ts';

export interface AcceptPorts {
  claimIdempotencyKey: (labId: string, key: string, digest: string) => Promise<'ours' | 'taken'>;
  /** When this body was first received; the time given, when it has not been. */
  firstReceiptOf: (labId: string, digest: string, receivedAt: string) => Promise<string>;
  storeRaw: (key: string, bytes: Uint8Array, mediaType: string) => Promise<void>;
  recordSubmission: (submission: Submission) => Promise<void>;
  announce: (message: LabResultMessage) => Promise<void>;
}

/** Of one body, so that one with thousands does not keep all others waiting. */
export const resultsAtOnce = 16;

/**
 * A lab delivers a body; when this resolves, each result in it that can be taken is durable and on its way.
 * @throws InvalidInputError when nothing of the body can be taken, or its Idempotency-Key stands for another body; nothing
 * is stored
 */
export const createAcceptSubmission =
  (ports: AcceptPorts) =>
  async (delivery: Delivery): Promise<AcceptedAnswer | SeveralAnswer> => {
    const parts = await takeApart(delivery, delivery.received_at.toISOString());
    if (!parts.parts.some(isTaken)) throw refusal(faultsOf(parts.parts));
    return answerOf(await keepParts(ports, delivery, parts));
  };

/**
 * Keeps the results of a body that can be taken, several side by side, each by itself.
 * @returns them as they were kept
 * @throws InvalidInputError when the Idempotency-Key stands for another body; nothing is stored
 */
export const keepParts = async (ports: AcceptPorts, delivery: Delivery, parts: Parts): Promise<Parts> => {
  await claimKey(ports, delivery, parts.digest);
  const dated = await dateByFirstReceipt(ports, delivery, parts);
  await sideBySide(dated.parts.filter(isTaken), resultsAtOnce, (taken) => keep(ports, taken));
  return dated;
};

/**
 * The order is what makes a crash harmless: the bytes before the fact that speaks of them, the fact before the message.
 * Bytes without a fact are never read, a fact without a message is found by the reconciler, and a retry of the lab
 * writes the same three things again.
 */
export const keep = async (ports: AcceptPorts, { submission, bytes }: Taken): Promise<void> => {
  await ports.storeRaw(submission.raw_key, bytes, submission.media_type);
  await ports.recordSubmission(submission);
  await ports.announce(messageOf(submission));
};

/** A replay of a body without a date must not look like a newer result: it goes by the time of the first receipt. */
const dateByFirstReceipt = async (ports: AcceptPorts, delivery: Delivery, parts: Parts): Promise<Parts> => {
  const isUndated = parts.parts.some((part) => isTaken(part) && part.submission.first_received_at);
  if (!isUndated) return parts;
  const now = delivery.received_at.toISOString();
  const first = await ports.firstReceiptOf(delivery.lab.lab_id, parts.digest, now);
  return first === now ? parts : takeApart(delivery, first);
};

/** @throws InvalidInputError (422, E_IDEMPOTENCY_KEY_REUSED) */
export const claimKey = async (
  ports: Pick<AcceptPorts, 'claimIdempotencyKey'>,
  { lab, idempotency_key }: Sent,
  digest: string,
): Promise<void> => {
  if (idempotency_key === undefined) return;
  if ((await ports.claimIdempotencyKey(lab.lab_id, idempotency_key, digest)) === 'ours') return;
  const message =
    'This Idempotency-Key was used before with a different body; send a new key with a new body.';
  const code = 'E_IDEMPOTENCY_KEY_REUSED';
  throw new InvalidInputError(message, [{ pointer: '', code, message }], 422, code);
};

const messageOf = ({ result_id, submission_id, traceparent }: Submission): LabResultMessage => ({
  kind: 'submission',
  result_id,
  submission_id,
  ...(traceparent === undefined ? {} : { traceparent }),
});
