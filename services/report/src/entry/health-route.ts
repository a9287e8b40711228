import type { Probes } from '@labsecure/runtime/health';
import type { HttpApp } from '@labsecure/runtime/http-app';

/** `/health`: the same as `/ready`, under the name that people and load balancers try first. */
export const registerHealthRoute = (app: HttpApp, probes: Probes): void => {
  app.get('/health', { config: { quiet: true } }, async (_request, reply) => {
    const { ready, checks } = await probes();
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ok' : 'failing', checks });
  });
};
