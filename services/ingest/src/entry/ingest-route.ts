import type { AcceptedAnswer, SeveralAnswer } from '@labsecure/contracts/api';
import type { HttpApp } from '@labsecure/runtime/http-app';
import type { Logger } from '@labsecure/runtime/logger';
import type { Settled } from '../domain/accept-stream.ts';
import { createBreather } from '../domain/breather.ts';
import type { Delivery, StreamedDelivery } from '../domain/delivery.ts';
import { ingestSchema } from './ingest-schema.ts';
import type { Admit } from './large-bodies.ts';
import { deliveryOf, isLargeBody, streamedDeliveryOf } from './raw-bodies.ts';
import { inSendersLanguage } from './senders-language.ts';
import { answerSettled } from './written-answers.ts';

export interface IngestRouteDeps {
  accept: (delivery: Delivery) => Promise<AcceptedAnswer | SeveralAnswer>;
  /** The same for a body that is read as it comes. */
  settle: (delivery: StreamedDelivery) => AsyncIterable<Settled>;
}

/** `POST /api/v1/ingest`. */
export const registerIngestRoute = (
  app: HttpApp,
  { accept, settle }: IngestRouteDeps,
  admit: Admit,
): void => {
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
      const { body, log } = request;
      if (isLargeBody(body)) {
        const visit = admit(request, reply, body);
        const settled = logged(log, settle(streamedDeliveryOf(request, body)));
        return answerSettled(request, reply, settled, visit);
      }
      const answer = await accept(deliveryOf(request));
      const pause = createBreather();
      for (const result of 'results' in answer ? answer.results : [answer]) {
        logAccepted(log, result);
        await pause();
      }
      return reply.code(202).header('location', whereToFollow(answer)).send(answer);
    },
  );
};

const whereToFollow = (answer: AcceptedAnswer | SeveralAnswer): string =>
  'results' in answer ? '/api/v1/submissions' : `/api/v1/status/${answer.result_id}`;

type Log = Pick<Logger, 'info'>;

const logAccepted = (log: Log, result: AcceptedAnswer | Settled['told']): void => {
  if (!('result_id' in result)) return;
  const { result_id, submission_id } = result;
  log.info({ event: 'submission.accepted', result_id, submission_id }, 'submission accepted');
};

async function* logged(log: Log, settled: AsyncIterable<Settled>): AsyncIterable<Settled> {
  for await (const one of settled) {
    logAccepted(log, one.told);
    yield one;
  }
}
