import { afterEach } from 'vitest';
import { createProbes } from '../src/health.ts';
import { createHttpApp, type HttpApp, type HttpAppOptions } from '../src/http-app.ts';
import { recordingLogger } from './log-lines.ts';

const open: HttpApp[] = [];

/** An app whose log can be read; closed after the test. */
export function buildApp(options: Partial<HttpAppOptions> = {}) {
  const log = recordingLogger();
  const app = createHttpApp({ logger: log.logger, probes: createProbes({}), ...options });
  open.push(app);
  return { app, log };
}

export const closeApps = (): void =>
  void afterEach(async () => {
    await Promise.all(open.splice(0).map((app) => app.close()));
  });
