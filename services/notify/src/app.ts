import type { Probes } from '@labsecure/runtime/health';
import { createHttpApp, type HttpApp } from '@labsecure/runtime/http-app';
import type { Logger } from '@labsecure/runtime/logger';

/** Health and nothing else: this service is spoken to through its queue. */
export const buildApp = ({ logger, probes }: { logger: Logger; probes: Probes }): HttpApp =>
  createHttpApp({ logger, probes });
