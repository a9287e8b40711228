import type { AcceptedAnswer, SeveralAnswer } from '@labsecure/contracts/api';
import { InvalidInputError } from '@labsecure/contracts/errors';
import type { LabResultMessage } from '@labsecure/contracts/messages';
import type { Submission } from '@labsecure/contracts/records';
import { answerOf, faultsOf } from './answers.ts';
import type { Delivery } from './delivery.ts';
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
const resultsAtOnce = 16;

/**
 * A lab delivers a body; when this resolves, each result in it that can be taken is durable and on its way.
 *
 * The order is what makes a crash harmless: the bytes before the fact that speaks of them, the fact before the message.
 * Bytes without a fact are never read, a fact without a message is found by the reconciler, and a retry of the lab
 * writes the same three things again. Results of one body go this way side by side, each by itself.
 * @throws InvalidInputError when nothing of the body can be taken, or its Idempotency-Key stands for another body; nothing
 * is stored
 */
export const createAcceptSubmission =
  (ports: AcceptPorts) =>
  async (delivery: Delivery): Promise<AcceptedAnswer | SeveralAnswer> => {
    const parts = takeApart(delivery, delivery.received_at.toISOString());
    if (!parts.parts.some(isTaken)) throw refusal(faultsOf(parts.parts));
    await claimKey(ports, delivery, parts.digest);
    const dated = await dateByFirstReceipt(ports, delivery, parts);
    await sideBySide(dated.parts.filter(isTaken), resultsAtOnce, (taken) => keep(ports, taken));
    return answerOf(dated);
  };

const keep = async (ports: AcceptPorts, { submission, bytes }: Taken): Promise<void> => {
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

const claimKey = async (
  ports: AcceptPorts,
  { lab, idempotency_key }: Delivery,
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
