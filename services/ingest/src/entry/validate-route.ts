import { Readable } from 'node:stream';
import type { ValidateAnswer } from '@labsecure/contracts/api';
import type { HttpApp } from '@labsecure/runtime/http-app';
import type { FastifyReply } from 'fastify';
import type { Delivery, StreamedDelivery } from '../domain/delivery.ts';
import { writtenVerdicts } from '../domain/written-answer.ts';
import type { Admit, Visit } from './large-bodies.ts';
import { deliveryOf, isLargeBody, streamedDeliveryOf } from './raw-bodies.ts';
import { inSendersLanguage } from './senders-language.ts';
import { validateSchema } from './validate-schema.ts';
import { jsonType, writtenOn } from './written-answers.ts';

type Verdict = ValidateAnswer['results'][number];

export interface ValidateRouteDeps {
  validate: (delivery: Delivery) => Promise<ValidateAnswer>;
  /** The same for a body that is read as it comes. */
  validateStream: (delivery: StreamedDelivery) => AsyncIterable<Verdict>;
}

/** `POST /api/v1/validate`. What was found is answered in JSON, whoever asks; a body as a whole is refused as by ingest. */
export const registerValidateRoute = (
  app: HttpApp,
  { validate, validateStream }: ValidateRouteDeps,
  admit: Admit,
): void => {
  app.post(
    '/api/v1/validate',
    {
      schema: validateSchema,
      validatorCompiler: () => () => true,
      onRequest: app.asLab,
      preSerialization: async (request, reply, payload) =>
        reply.statusCode === 200 ? payload : inSendersLanguage(request, reply, payload),
    },
    async (request, reply) => {
      const { body } = request;
      if (!isLargeBody(body)) return reply.send(await validate(deliveryOf(request)));
      const visit = admit(request, reply, body);
      return answerVerdicts(reply, validateStream(streamedDeliveryOf(request, body)), visit);
    },
  );
};

/** When there is a first one, the body as a whole can be read: nothing stands against 200 any more. */
const answerVerdicts = async (
  reply: FastifyReply,
  verdicts: AsyncIterable<Verdict>,
  visit: Visit,
): Promise<FastifyReply> => {
  const writer = writtenVerdicts();
  const all = verdicts[Symbol.asyncIterator]();
  const first = await all.next();
  visit.received();
  async function* whole(): AsyncIterable<string> {
    if (!first.done) yield writer.take(first.value);
    yield* writtenOn(all, writer);
  }
  return reply.type(jsonType).send(Readable.from(whole()));
};
