import { registerAuth } from '@labsecure/runtime/auth';
import type { Probes } from '@labsecure/runtime/health';
import { createHttpApp, type HttpApp } from '@labsecure/runtime/http-app';
import type { Logger } from '@labsecure/runtime/logger';
import { registerApiDocs } from './entry/api-docs.ts';
import { registerHealthRoute } from './entry/health-route.ts';
import { type HistoryRouteDeps, registerHistoryRoute } from './entry/history-route.ts';
import { type IngestRouteDeps, registerIngestRoute } from './entry/ingest-route.ts';
import { type LabAccessDeps, registerLabAccess } from './entry/lab-access.ts';
import { registerRawBodies } from './entry/raw-bodies.ts';
import { registerStatusRoute, type StatusRouteDeps } from './entry/status-route.ts';
import { registerValidateRoute, type ValidateRouteDeps } from './entry/validate-route.ts';

type RouteDeps = IngestRouteDeps & ValidateRouteDeps & StatusRouteDeps & HistoryRouteDeps;

export interface AppDeps extends LabAccessDeps, RouteDeps {
  logger: Logger;
  probes: Probes;
  login: { issuer: string; jwksUri: string };
  /** Networks of the proxies in front. */
  trustProxy: string[];
}

const healthPath = '/api/v1/health';

/** The whole HTTP side of ingest, in the order in which it is met. It does not listen. */
export const buildApp = async (deps: AppDeps): Promise<HttpApp> => {
  const { logger, probes, trustProxy } = deps;
  const app = createHttpApp({ logger, probes, trustProxy, healthPrefix: healthPath });
  // Which clients are labs is the registry's to say, and it is asked on every request: see lab-access.
  registerAuth(app, { ...deps.login, isKnownClient: async () => true });
  await registerLabAccess(app, deps);
  await registerApiDocs(app);
  await app.register(async (api: HttpApp) => {
    registerRawBodies(api);
    registerHealthRoute(api, healthPath, probes);
    registerIngestRoute(api, deps);
    registerValidateRoute(api, deps);
    registerStatusRoute(api, deps);
    registerHistoryRoute(api, deps);
  });
  return app;
};
