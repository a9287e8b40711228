import rateLimit from '@fastify/rate-limit';
import type { FastifySessionOptions } from '@fastify/session';
import { NotFoundError } from '@labsecure/contracts/errors';
import type { Probes } from '@labsecure/runtime/health';
import { createHttpApp, type HttpApp } from '@labsecure/runtime/http-app';
import type { Logger } from '@labsecure/runtime/logger';
import type { Assets } from './adapters/assets.ts';
import { registerAssets } from './entry/asset-routes.ts';
import { createFraming } from './entry/framing.ts';
import { createGuard } from './entry/guard.ts';
import { createLoginCookie } from './entry/login-cookie.ts';
import { createPageErrors } from './entry/page-errors.ts';
import { type PageOrigins, pageHelmet, registerPageHeaders } from './entry/page-headers.ts';
import { type ProfileDeps, registerProfile } from './entry/profile-routes.ts';
import { type ReportDeps, registerReport } from './entry/report-route.ts';
import { type ResultDeps, registerResults } from './entry/result-routes.ts';
import { cookieName, registerSessions, type SessionSettings, sessionCookie } from './entry/sessions.ts';
import { registerSignIn, type SignInDeps } from './entry/sign-in-routes.ts';
import { registerSignOut, type SignOutDeps } from './entry/sign-out-route.ts';

type Built = 'guard' | 'frameOf' | 'cookie' | 'secure';
type Deps = SignInDeps & SignOutDeps & ResultDeps & ReportDeps & ProfileDeps;

export interface PortalDeps extends Omit<Deps, Built> {
  logger: Logger;
  probes: Probes;
  assets: Assets;
  origins: PageOrigins;
  sessionSettings: SessionSettings;
  sessionStore: FastifySessionOptions['store'];
  /** Networks (CIDR) of the proxies in front. */
  trustProxy: string[];
  maxEventLoopDelayMs: number;
}

/** A form holds a token and a word or two. */
const bodyLimit = 16 * 1024;

const registerPages = async (app: HttpApp, deps: PortalDeps): Promise<void> => {
  const { assets, sessionSettings } = deps;
  const secure = sessionSettings.SECURE_COOKIES;
  const frameOf = createFraming({
    style: assets.style.url,
    icon: assets.icon.url,
    font: `${assets.fonts.prefix}source-sans-3-latin-wght-normal.woff2`,
  });
  app.setErrorHandler(createPageErrors(frameOf, bodyLimit));
  registerPageHeaders(app);
  await app.register(rateLimit, { global: false });
  await registerSessions(app, sessionSettings, deps.sessionStore);

  const guard = createGuard(cookieName(sessionCookie, secure));
  const built = { guard, frameOf, secure, cookie: createLoginCookie(secure) };
  registerSignIn(app, { ...deps, ...built });
  registerSignOut(app, { ...deps, ...built });
  registerResults(app, { ...deps, ...built });
  registerReport(app, { ...deps, ...built });
  registerProfile(app, { ...deps, ...built });
  app.all('/*', async () => {
    throw new NotFoundError();
  });
};

/** The portal. Does not listen. */
export async function buildApp(deps: PortalDeps): Promise<HttpApp> {
  const { logger, probes, trustProxy, maxEventLoopDelayMs, origins } = deps;
  const app = createHttpApp({
    logger,
    probes,
    trustProxy,
    maxEventLoopDelayMs,
    bodyLimit,
    healthPrefix: '/health',
    helmet: pageHelmet(origins),
  });
  app.get('/health', { config: { quiet: true } }, async (_request, reply) => {
    const { ready, checks } = await probes();
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ok' : 'failing', checks });
  });
  await app.register(async (scope: HttpApp) => registerAssets(scope, deps.assets));
  await app.register(async (scope: HttpApp) => registerPages(scope, deps));
  return app;
}
