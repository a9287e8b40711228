import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import type { HttpApp } from './http-types.ts';
import { nextTraceparent, traceIdOf } from './trace.ts';

/**
 * The address by its pattern, `/results/:result_id`: in what was really asked for, query string or not, there can stand
 * a login code or a name. Which result it was about, the events in between say.
 */
const addressOf = ({ routeOptions }: FastifyRequest): string => routeOptions.url ?? '(no such address)';

const headerOf = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

/**
 * Puts the trace context on each request and its log, and writes one line per answer. Health questions are not logged.
 */
export function registerRequestLog(app: HttpApp): void {
  const traceparents = new WeakMap<IncomingMessage, string>();

  // Here, and not in a hook, because a second child logger per request costs more than the line it is for.
  app.setChildLoggerFactory((logger, bindings, options, raw) => {
    const traceparent = nextTraceparent(headerOf(raw.headers.traceparent));
    traceparents.set(raw, traceparent);
    return logger.child({ ...bindings, trace_id: traceIdOf(traceparent) }, options);
  });
  app.decorateRequest('traceparent', {
    getter() {
      return traceparents.get(this.raw) ?? nextTraceparent();
    },
  });

  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });

  app.addHook('onResponse', (request, reply, done) => {
    if (!request.routeOptions.config.quiet)
      request.log.info(
        {
          event: 'request.answered',
          method: request.method,
          path: addressOf(request),
          status: reply.statusCode,
          duration_ms: Math.round(reply.elapsedTime * 10) / 10,
        },
        'request answered',
      );
    done();
  });
}
