import type { Readable } from 'node:stream';
import { LabSecureError } from '@labsecure/contracts/errors';
import { tooLarge } from '@labsecure/formats/incoming';
import type { HttpApp } from '@labsecure/runtime/http-app';
import type { FastifyRequest } from 'fastify';
import { type BegunBody, beginBody, type LargeBody } from '../domain/begin-body.ts';
import type { Delivery, Sent, StreamedDelivery } from '../domain/delivery.ts';
import { idempotencyKeyOf } from '../domain/idempotency-key.ts';
import { largestBody, largestReport, streamedTypes } from '../domain/limits.ts';
import { labOf } from './lab-access.ts';
import { waitForAnswer } from './large-bodies.ts';
import { atPace } from './pace.ts';
import { createReceiving } from './receiving.ts';
import { dropRest } from './rest-of-body.ts';

/** Bytes of a table or batch that holds some hundred results at most; of thousands, keeping them takes longer than 30 s. */
const fewResults = 16 * 1024;

/**
 * Bodies are taken as the bytes they came as: what they say is read in the domain. Those that are read as they come are
 * here only begun, and held back from then on.
 */
export const registerRawBodies = (app: HttpApp): void => {
  app.removeAllContentTypeParsers();
  const receiving = createReceiving();
  const begin = (request: FastifyRequest, payload: Readable): Promise<BegunBody> =>
    receiving(request.lab?.lab_id ?? '', () => beginBody(atPace(chunksOf(payload)), largestReport));

  app.addContentTypeParser('*', async (request: FastifyRequest, payload: Readable) => {
    if (saysMoreThan(largestReport, request)) return new TooLarge(largestReport);
    const begun = await begin(request, payload);
    return 'whole' in begun ? begun.whole : new TooLarge(largestReport);
  });
  app.addContentTypeParser(streamedTypes, async (request: FastifyRequest, payload: Readable) => {
    if (saysMoreThan(largestBody, request)) return new TooLarge(largestBody);
    const begun = await begin(request, payload);
    if (!('whole' in begun)) return begun;
    if (begun.whole.length > fewResults) waitForAnswer(request.raw);
    return begun.whole;
  });
  app.addHook('preValidation', async ({ body, raw }, reply) => {
    if (!(body instanceof TooLarge)) return;
    reply.raw.once('finish', () => void dropRest(raw, mostDropped));
    throw tooLarge(body.limit);
  });
  // With the answer the connection ends, if the sender said so: what they still send has to be read before.
  app.addHook('onSend', async ({ raw }, reply) => {
    const isLast = raw.headers.connection?.toLowerCase() === 'close';
    if (isLast && reply.statusCode >= 400 && !raw.readableEnded) await dropRest(raw, mostDropped);
  });
};

/** Of what is refused so much is still read, so that a sender who is a little over a limit hears of it. */
const mostDropped = 2 * largestBody;

/** Stands for a body that was not read to its end: an error thrown while one is read closes the connection before it is heard. */
class TooLarge {
  readonly limit: number;
  constructor(limit: number) {
    this.limit = limit;
  }
}

const saysMoreThan = (limit: number, { headers }: FastifyRequest): boolean =>
  Number(headers['content-length']) > limit;

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
