import type { ValidateAnswer } from '@labsecure/contracts/api';
import type { HttpApp } from '@labsecure/runtime/http-app';
import type { Delivery } from '../domain/delivery.ts';
import { deliveryOf } from './raw-bodies.ts';
import { inSendersLanguage } from './senders-language.ts';
import { validateSchema } from './validate-schema.ts';

export interface ValidateRouteDeps {
  validate: (delivery: Delivery) => ValidateAnswer;
}

/** `POST /api/v1/validate`. What was found is answered in JSON, whoever asks; a body as a whole is refused as by ingest. */
export const registerValidateRoute = (app: HttpApp, { validate }: ValidateRouteDeps): void => {
  app.post(
    '/api/v1/validate',
    {
      schema: validateSchema,
      validatorCompiler: () => () => true,
      onRequest: app.asLab,
      preSerialization: async (request, reply, payload) =>
        reply.statusCode === 200 ? payload : inSendersLanguage(request, reply, payload),
    },
    async (request, reply) => reply.send(validate(deliveryOf(request))),
  );
};
