import type { AcceptedAnswer } from '@labsecure/contracts/api';
import { LabSecureError } from '@labsecure/contracts/errors';
import type { HttpApp } from '@labsecure/runtime/http-app';
import type { FastifyRequest } from 'fastify';
import type { Delivery } from '../domain/delivery.ts';
import { idempotencyKeyOf } from '../domain/idempotency-key.ts';
import { ingestSchema } from './ingest-schema.ts';
import { labOf } from './lab-access.ts';

export interface IngestRouteDeps {
  accept: (delivery: Delivery) => Promise<AcceptedAnswer>;
}

/** `POST /api/v1/ingest`. The body is taken as the bytes it came as: what they say is read in the domain. */
export const registerIngestRoute = (app: HttpApp, { accept }: IngestRouteDeps): void => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  app.post(
    '/api/v1/ingest',
    {
      schema: ingestSchema,
      // The schema is for the reader of the documentation; the format reports faults with their places.
      validatorCompiler: () => () => true,
      onRequest: app.asLab,
    },
    async (request, reply) => {
      const answer = await accept(deliveryOf(request));
      request.log.info(
        { event: 'submission.accepted', result_id: answer.result_id, submission_id: answer.submission_id },
        'submission accepted',
      );
      return reply.code(202).header('location', `/api/v1/status/${answer.result_id}`).send(answer);
    },
  );
};

const deliveryOf = (request: FastifyRequest): Delivery => {
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
