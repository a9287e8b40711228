import { LabSecureError } from '@labsecure/contracts/errors';
import type { HttpApp } from '@labsecure/runtime/http-app';
import type { FastifyRequest } from 'fastify';
import type { Delivery } from '../domain/delivery.ts';
import { idempotencyKeyOf } from '../domain/idempotency-key.ts';
import { labOf } from './lab-access.ts';

/** Bodies are taken as the bytes they came as: what they say is read in the domain. */
export const registerRawBodies = (app: HttpApp): void => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
};

/** @throws InvalidInputError (400) for a malformed Idempotency-Key, LabSecureError (415) for a compressed body */
export const deliveryOf = (request: FastifyRequest): Delivery => {
  const { headers, body, traceparent } = request;
  refuseCompressed(headers['content-encoding']);
  return {
    lab: labOf(request),
    bytes: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
    media_type: headers['content-type'] ?? '',
    idempotency_key: idempotencyKeyOf(headers['idempotency-key']),
    traceparent,
    received_at: new Date(),
  };
};

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
