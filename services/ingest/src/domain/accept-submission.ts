import type { AcceptedAnswer } from '@labsecure/contracts/api';
import { InvalidInputError } from '@labsecure/contracts/errors';
import type { LabResultMessage } from '@labsecure/contracts/messages';
import type { Submission } from '@labsecure/contracts/records';
import type { Delivery } from './delivery.ts';
import { identify } from './identify.ts';
import { readBody } from './read-body.ts';

export interface AcceptPorts {
  claimIdempotencyKey: (labId: string, key: string, digest: string) => Promise<'ours' | 'taken'>;
  storeRaw: (key: string, bytes: Uint8Array, mediaType: string) => Promise<void>;
  recordSubmission: (submission: Submission) => Promise<void>;
  announce: (message: LabResultMessage) => Promise<void>;
}

/**
 * A lab delivers a body; when this resolves, the body is durable and on its way.
 *
 * The order is what makes a crash harmless: the bytes before the fact that speaks of them, the fact before the message.
 * Bytes without a fact are never read, a fact without a message is found by the reconciler, and a retry of the lab
 * writes the same three things again.
 * @throws InvalidInputError when the body is refused, or its Idempotency-Key stands for another body; nothing is stored
 */
export const createAcceptSubmission =
  (ports: AcceptPorts) =>
  async (delivery: Delivery): Promise<AcceptedAnswer> => {
    const { report, warnings } = readBody(
      delivery.bytes,
      delivery.media_type,
      delivery.lab,
      delivery.received_at,
    );
    const submission = identify(delivery, report, warnings);
    await claimKey(ports, delivery, submission.digest);
    await ports.storeRaw(submission.raw_key, delivery.bytes, submission.media_type);
    await ports.recordSubmission(submission);
    await ports.announce(messageOf(submission));
    return {
      result_id: submission.result_id,
      submission_id: submission.submission_id,
      status: 'RECEIVED',
      warnings,
    };
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
