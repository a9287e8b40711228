import type { LocalCloud } from '@labsecure/local-cloud/cloud';
import { type Child, startChild } from '@labsecure/testing/child';

/** A processor as a process of its own, as in real life, with a reconciler that does not wait long. */
export const startProcessor = (cloud: LocalCloud): Child =>
  startChild(new URL('../../../processor/src/main.ts', import.meta.url), [], {
    ...cloud.env,
    PORT: '0',
    RECONCILE_AFTER_SECONDS: '1',
    RECONCILE_EVERY_SECONDS: '1',
  });
