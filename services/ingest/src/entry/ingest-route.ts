import type { AcceptedAnswer, SeveralAnswer } from '@labsecure/contracts/api';
import type { HttpApp } from '@labsecure/runtime/http-app';
import type { Logger } from '@labsecure/runtime/logger';
import type { Delivery } from '../domain/delivery.ts';
import { ingestSchema } from './ingest-schema.ts';
import { deliveryOf } from './raw-bodies.ts';
import { inSendersLanguage } from './senders-language.ts';

export interface IngestRouteDeps {
  accept: (delivery: Delivery) => Promise<AcceptedAnswer | SeveralAnswer>;
}

/** `POST /api/v1/ingest`. */
export const registerIngestRoute = (app: HttpApp, { accept }: IngestRouteDeps): void => {
  app.post(
    '/api/v1/ingest',
    {
      schema: ingestSchema,
      // The schema is for the reader of the documentation; the format reports faults with their places.
      validatorCompiler: () => () => true,
      onRequest: app.asLab,
      preSerialization: inSendersLanguage,
    },
    async (request, reply) => {
      const answer = await accept(deliveryOf(request));
      logAccepted(request.log, answer);
      return reply.code(202).header('location', whereToFollow(answer)).send(answer);
    },
  );
};

const whereToFollow = (answer: AcceptedAnswer | SeveralAnswer): string =>
  'results' in answer ? '/api/v1/submissions' : `/api/v1/status/${answer.result_id}`;

const logAccepted = (log: Pick<Logger, 'info'>, answer: AcceptedAnswer | SeveralAnswer): void => {
  const results = 'results' in answer ? answer.results : [answer];
  for (const result of results) {
    if (!('result_id' in result)) continue;
    const { result_id, submission_id } = result;
    log.info({ event: 'submission.accepted', result_id, submission_id }, 'submission accepted');
  }
};
