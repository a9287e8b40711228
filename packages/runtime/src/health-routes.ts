import type { Probes } from './health.ts';
import type { HttpApp } from './http-types.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Not worth a line in the request log. */
    quiet?: boolean;
  }
}

/** A busy process is alive: load shedding must not make an orchestrator kill it. */
const config = { quiet: true, pressureHandler: () => undefined };

/** `/live`: the process answers. `/ready`: what it needs answers too (200, or 503 naming what does not). */
export function registerHealth(app: HttpApp, probes: Probes, prefix?: string): void {
  for (const base of prefix === undefined ? [''] : ['', prefix]) {
    app.get(`${base}/live`, { config }, async () => ({ status: 'ok' }));
    app.get(`${base}/ready`, { config }, async (_request, reply) => {
      const { ready, checks } = await probes();
      return reply.code(ready ? 200 : 503).send({ status: ready ? 'ok' : 'failing', checks });
    });
  }
}
