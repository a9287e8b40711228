import type { StatusAnswer } from '@labsecure/contracts/api';
import type { Lab } from '@labsecure/contracts/labs';
import type { HttpApp } from '@labsecure/runtime/http-app';
import { labOf } from './lab-access.ts';
import { statusSchema } from './status-schema.ts';

export interface StatusRouteDeps {
  readStatus: (lab: Lab, resultId: string) => Promise<StatusAnswer>;
}

/** `GET /api/v1/status/{result_id}`: what became of a result, for the lab that sent it. */
export const registerStatusRoute = (app: HttpApp, { readStatus }: StatusRouteDeps): void => {
  app.get(
    '/api/v1/status/:result_id',
    { schema: statusSchema, onRequest: app.asLab },
    async (request, reply) => {
      const answer = await readStatus(labOf(request), request.params.result_id);
      return reply.header('cache-control', 'no-store').send(answer);
    },
  );
};
