import type { Probes } from '@labsecure/runtime/health';
import type { HttpApp } from '@labsecure/runtime/http-app';
import { healthSchema } from './health-schema.ts';

/** The health address of the API, for labs that watch it; the same answer as `/ready` gives the load balancer. */
export const registerHealthRoute = (app: HttpApp, path: string, probes: Probes): void => {
  app.get(path, { schema: healthSchema, config: { quiet: true } }, async (_request, reply) => {
    const { ready, checks } = await probes();
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ok' : 'failing', checks });
  });
};
