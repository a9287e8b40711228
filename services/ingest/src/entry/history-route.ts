import type { SubmissionsPage } from '@labsecure/contracts/api';
import type { Lab } from '@labsecure/contracts/labs';
import type { HttpApp } from '@labsecure/runtime/http-app';
import { defaultLimit, historySchema } from './history-schema.ts';
import { labOf } from './lab-access.ts';

export interface HistoryRouteDeps {
  readHistory: (lab: Lab, page: { limit: number; cursor?: string | undefined }) => Promise<SubmissionsPage>;
}

/** `GET /api/v1/submissions`: what the lab sent. */
export const registerHistoryRoute = (app: HttpApp, { readHistory }: HistoryRouteDeps): void => {
  app.get('/api/v1/submissions', { schema: historySchema, onRequest: app.asLab }, async (request, reply) => {
    const { limit, cursor } = request.query;
    const page = await readHistory(labOf(request), { limit: limit ?? defaultLimit, cursor });
    return reply.header('cache-control', 'no-store').send(page);
  });
};
