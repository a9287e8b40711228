import { randomUUID } from 'node:crypto';
import helmet, { type FastifyHelmetOptions } from '@fastify/helmet';
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import underPressure from '@fastify/under-pressure';
import { UnavailableError } from '@labsecure/contracts/errors';
import { fastify, LogController } from 'fastify';
import type { Logger } from 'pino';
import { createErrorHandler, notFoundHandler } from './error-handler.ts';
import type { Probes } from './health.ts';
import { registerHealth } from './health-routes.ts';
import type { HttpApp } from './http-types.ts';
import { registerRequestLog } from './request-log.ts';
import { answerUnreadable } from './unreadable-request.ts';

export type { HttpApp } from './http-types.ts';

export interface HttpAppOptions {
  logger: Logger;
  probes: Probes;
  /** Besides `/live` and `/ready`, for example `/api/v1/health`. */
  healthPrefix?: string;
  /** Bytes; 1 MiB unless told otherwise. */
  bodyLimit?: number;
  /** Networks (CIDR) of the proxies in front, whose X-Forwarded-* are believed; none unless told. */
  trustProxy?: string[];
  /** For pages: their own content security policy and so on. An API needs none of it. */
  helmet?: FastifyHelmetOptions;
  /** In which a request must have arrived whole, body included; 30 s unless told otherwise. A silent one ends earlier. */
  requestTimeoutMs?: number;
  /** Event loop delay above which requests are answered 503 for a moment. */
  maxEventLoopDelayMs?: number;
}

/** An app that serves nothing can also load nothing. */
const apiHelmet: FastifyHelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  },
  // These say something about pages only, or to browsers long gone.
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  dnsPrefetchControl: false,
  ieNoOpen: false,
  permittedCrossDomainPolicies: false,
  xssFilter: false,
};

const tooBusy = 'More comes in than can be handled at the moment; send the same request again later.';

/**
 * Sheds load. No measure at all comes as an infinite one: that is a process which was not given the machine for a second,
 * with nothing of its own to catch up with, and no reason to send anybody away.
 */
const shed = async (_request: unknown, _reply: unknown, _what: string, measured?: number): Promise<void> => {
  if (measured !== Number.POSITIVE_INFINITY) throw new UnavailableError(tooBusy);
};

/**
 * What every HTTP service has: problem+json errors, security headers, load shedding, request log, trace context,
 * health. It registers no routes of its own but health, and does not listen.
 */
export function createHttpApp(options: HttpAppOptions): HttpApp {
  const { logger, probes, healthPrefix, bodyLimit = 1024 * 1024, trustProxy = [] } = options;
  const app: HttpApp = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request_id' }),
    genReqId: () => randomUUID(),
    bodyLimit,
    trustProxy: trustProxy.length === 0 ? false : trustProxy,
    connectionTimeout: 30_000,
    requestTimeout: options.requestTimeoutMs ?? 30_000,
    // Longer than the load balancer's 300 s, so that it is never us who close a connection it is about to use.
    keepAliveTimeout: 305_000,
    forceCloseConnections: 'idle',
    clientErrorHandler: answerUnreadable,
  }).withTypeProvider<TypeBoxTypeProvider>();

  app.setValidatorCompiler(TypeBoxValidatorCompiler);
  app.setErrorHandler(createErrorHandler(bodyLimit));
  app.setNotFoundHandler(notFoundHandler);
  registerRequestLog(app);
  void app.register(helmet, options.helmet ?? apiHelmet);
  void app.register(underPressure, {
    maxEventLoopDelay: options.maxEventLoopDelayMs ?? 1000,
    pressureHandler: shed,
  });
  registerHealth(app, probes, healthPrefix);
  return app;
}
