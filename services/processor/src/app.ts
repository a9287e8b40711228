import type { Probes } from '@labsecure/runtime/health';
import { createHttpApp, type HttpApp } from '@labsecure/runtime/http-app';
import type { Logger } from '@labsecure/runtime/logger';

/** A worker serves nobody but those who watch over it: `/live` and `/ready`. It does not listen. */
export const buildApp = (deps: { logger: Logger; probes: Probes }): HttpApp => createHttpApp(deps);
