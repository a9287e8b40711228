import { createHash } from 'node:crypto';
import type { AcceptedEntry, RefusedEntry } from '@labsecure/contracts/api';
import type { Hl7Piece } from '@labsecure/formats/hl7/split-hl7';
import { tooLarge } from '@labsecure/formats/incoming';
import { type AcceptPorts, claimKey, keep, keepParts, resultsAtOnce } from './accept-submission.ts';
import { entryOf } from './answers.ts';
import { beginBody } from './begin-body.ts';
import type { Delivery, StreamedDelivery } from './delivery.ts';
import { inOrder } from './in-order.ts';
import { isStreamed, largestReport } from './limits.ts';
import { type StreamedPart, streamParts } from './stream-parts.ts';
import { isTaken, takeApart } from './take-apart.ts';

export type { StreamedDelivery } from './delivery.ts';

/** A result that was kept, or refused, as it is answered. */
export interface Settled {
  told: AcceptedEntry | RefusedEntry;
  /** The message of a batch that it came in. */
  piece?: Hl7Piece;
}

/**
 * The same as createAcceptSubmission for a body that is read as it comes, with the same ids: each result is handed on when
 * it is durable and on its way, or refused. A body no larger than one report is read as a whole, whatever its type.
 * Whoever stops asking ends it; what is under way then is waited for.
 *
 * Refused results alone mean that nothing could be taken. What throws after the first accepted result leaves the rest
 * unsaid, and the whole body is to be sent again.
 * @throws InvalidInputError, ForbiddenError before any result is accepted, when the body as a whole cannot be taken, or its
 * Idempotency-Key stands for another body; nothing is stored
 */
export const createSettle = (ports: AcceptPorts) =>
  async function* settle(delivery: StreamedDelivery): AsyncIterable<Settled> {
    const begun = await beginBody(delivery.body, largestReport);
    if ('whole' in begun) {
      yield* settleWhole(ports, { ...delivery, bytes: begun.whole });
      return;
    }
    try {
      yield* settleLarge(ports, { ...delivery, body: begun.body });
    } finally {
      await begun.letGo();
    }
  };

/** The same, without what only an acknowledgement needs. */
export const createAcceptStream = (ports: AcceptPorts) => {
  const settle = createSettle(ports);
  return async function* acceptStream(
    delivery: StreamedDelivery,
  ): AsyncIterable<AcceptedEntry | RefusedEntry> {
    for await (const { told } of settle(delivery)) yield told;
  };
};

async function* settleWhole(ports: AcceptPorts, delivery: Delivery): AsyncIterable<Settled> {
  const found = await takeApart(delivery, delivery.received_at.toISOString());
  const kept = found.parts.some(isTaken) ? await keepParts(ports, delivery, found) : found;
  for (const part of kept.parts) yield { told: entryOf(part) };
}

async function* settleLarge(ports: AcceptPorts, delivery: StreamedDelivery): AsyncIterable<Settled> {
  if (!isStreamed(delivery.media_type)) throw tooLarge(largestReport);
  const hash = createHash('sha256');
  async function* hashed(): AsyncIterable<Uint8Array> {
    for await (const chunk of delivery.body) {
      hash.update(chunk);
      yield chunk;
    }
  }
  /** The digest is known with the first result, since none comes before the end of the body. */
  async function* claimed(): AsyncIterable<StreamedPart> {
    let isClaimed = false;
    for await (const found of streamParts({ ...delivery, body: hashed() })) {
      if (!isClaimed && isTaken(found.part)) {
        await claimKey(ports, delivery, hash.digest('hex'));
        isClaimed = true;
      }
      yield found;
    }
  }
  yield* inOrder(claimed(), resultsAtOnce, async ({ part, piece }): Promise<Settled> => {
    if (isTaken(part)) await keep(ports, part);
    return { told: entryOf(part), ...(piece && { piece }) };
  });
}
