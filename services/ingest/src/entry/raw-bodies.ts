import type { Readable } from 'node:stream';
import { LabSecureError } from '@labsecure/contracts/errors';
import { tooLarge } from '@labsecure/formats/incoming';
import type { HttpApp } from '@labsecure/runtime/http-app';
import type { FastifyRequest } from 'fastify';
import { beginBody, type LargeBody } from '../domain/begin-body.ts';
import type { Delivery, Sent, StreamedDelivery } from '../domain/delivery.ts';
import { idempotencyKeyOf } from '../domain/idempotency-key.ts';
import { largestBody, largestReport, streamedTypes } from '../domain/limits.ts';
import { labOf } from './lab-access.ts';

/**
 * Bodies are taken as the bytes they came as: what they say is read in the domain. Those that are read as they come are
 * here only begun, and held back from then on.
 */
export const registerRawBodies = (app: HttpApp): void => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.addContentTypeParser(streamedTypes, async (request: FastifyRequest, payload: Readable) => {
    if (Number(request.headers['content-length']) > largestBody) throw tooLarge(largestBody);
    const begun = await beginBody(chunksOf(payload), largestReport);
    return 'whole' in begun ? begun.whole : begun;
  });
};

/** Letting go of it does not end the connection: there is an answer to be given. */
async function* chunksOf(payload: Readable): AsyncIterable<Uint8Array> {
  try {
    yield* payload.iterator({ destroyOnReturn: false });
  } catch (cause) {
    const message = 'The body broke off before its end.';
    throw new LabSecureError(message, { code: 'E_REQUEST', status: 400, retryable: true, cause });
  }
}

/** Whether a body is one that is read as it comes. */
export const isLargeBody = (body: unknown): body is LargeBody =>
  typeof body === 'object' && body !== null && 'letGo' in body;

/** @throws InvalidInputError (400) for a malformed Idempotency-Key, LabSecureError (415) for a compressed body */
const sentIn = (request: FastifyRequest): Sent => {
  const { headers, traceparent } = request;
  refuseCompressed(headers['content-encoding']);
  return {
    lab: labOf(request),
    media_type: headers['content-type'] ?? '',
    idempotency_key: idempotencyKeyOf(headers['idempotency-key']),
    traceparent,
    received_at: new Date(),
  };
};

/** @throws as sentIn does */
export const deliveryOf = (request: FastifyRequest): Delivery => ({
  ...sentIn(request),
  bytes: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
});

/** @throws as sentIn does */
export const streamedDeliveryOf = (request: FastifyRequest, { body }: LargeBody): StreamedDelivery => ({
  ...sentIn(request),
  body,
});

/** Unpacking would let a small body grow beyond the limit, and the bytes kept would not be those sent. */
const refuseCompressed = (encoding: string | undefined): void => {
  if (encoding === undefined || encoding.toLowerCase() === 'identity') return;
  const message = 'Compressed bodies are not supported; send the body as it is, without Content-Encoding.';
  const code = 'E_MEDIA';
  throw new LabSecureError(message, {
    code,
    status: 415,
    retryable: false,
    problems: [{ pointer: '', code, message }],
  });
};
