import { registerAuth } from '@labsecure/runtime/auth';
import type { Probes } from '@labsecure/runtime/health';
import { createHttpApp, type HttpApp } from '@labsecure/runtime/http-app';
import type { Logger } from '@labsecure/runtime/logger';
import { registerApiDocs } from './entry/api-docs.ts';
import { registerHealthRoute } from './entry/health-route.ts';
import { type HistoryRouteDeps, registerHistoryRoute } from './entry/history-route.ts';
import { type IngestRouteDeps, registerIngestRoute } from './entry/ingest-route.ts';
import { type LabAccessDeps, registerLabAccess } from './entry/lab-access.ts';
import { registerLargeBodies } from './entry/large-bodies.ts';
import { registerRawBodies } from './entry/raw-bodies.ts';
import { registerSealingKeyRoute, type SealingKeyRouteDeps } from './entry/sealing-key-route.ts';
import { registerStatusRoute, type StatusRouteDeps } from './entry/status-route.ts';
import { registerUploadRoute, type UploadRouteDeps } from './entry/upload-route.ts';
import { registerValidateRoute, type ValidateRouteDeps } from './entry/validate-route.ts';

type ResultRouteDeps = IngestRouteDeps & ValidateRouteDeps & StatusRouteDeps & HistoryRouteDeps;
type RouteDeps = ResultRouteDeps & UploadRouteDeps & SealingKeyRouteDeps;

export interface AppDeps extends LabAccessDeps, RouteDeps {
  logger: Logger;
  probes: Probes;
  login: { issuer: string; jwksUri: string };
  /** Networks of the proxies in front. */
  trustProxy: string[];
  maxEventLoopDelayMs: number;
}

const healthPath = '/api/v1/health';

/** For the largest body over a line of 32 kB/s. A sender that falls silent ends sooner. */
const requestTimeoutMs = 15 * 60_000;

/** The whole HTTP side of ingest, in the order in which it is met. It does not listen. */
export const buildApp = async (deps: AppDeps): Promise<HttpApp> => {
  const { logger, probes, trustProxy, maxEventLoopDelayMs } = deps;
  const app = createHttpApp({
    logger,
    probes,
    trustProxy,
    maxEventLoopDelayMs,
    healthPrefix: healthPath,
    requestTimeoutMs,
  });
  // Which clients are labs is the registry's to say, and it is asked on every request: see lab-access.
  registerAuth(app, { ...deps.login, isKnownClient: async () => true });
  await registerLabAccess(app, deps);
  await registerApiDocs(app);
  await app.register(async (api: HttpApp) => {
    registerRawBodies(api);
    const admit = registerLargeBodies(api);
    registerHealthRoute(api, healthPath, probes);
    registerIngestRoute(api, deps, admit);
    registerValidateRoute(api, deps, admit);
    registerStatusRoute(api, deps);
    registerHistoryRoute(api, deps);
  });
  await app.register(async (api: HttpApp) => {
    registerUploadRoute(api, deps);
    registerSealingKeyRoute(api, deps);
  });
  return app;
};
