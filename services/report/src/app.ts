import { type AuthOptions, registerAuth } from '@labsecure/runtime/auth';
import type { Probes } from '@labsecure/runtime/health';
import { createHttpApp, type HttpApp } from '@labsecure/runtime/http-app';
import type { Logger } from '@labsecure/runtime/logger';
import type { GiveReport } from './domain/give-report.ts';
import { registerHealthRoute } from './entry/health-route.ts';
import { registerReportRoute } from './entry/report-route.ts';

export interface AppDependencies {
  logger: Logger;
  probes: Probes;
  auth: AuthOptions;
  giveReport: GiveReport;
}

export const buildApp = ({ logger, probes, auth, giveReport }: AppDependencies): HttpApp => {
  // A page in the making holds up the event loop; how many may wait is for the render queue to say.
  const app = createHttpApp({ logger, probes, maxEventLoopDelayMs: 5000 });
  registerHealthRoute(app, probes);
  registerAuth(app, auth);
  registerReportRoute(app, giveReport);
  return app;
};
