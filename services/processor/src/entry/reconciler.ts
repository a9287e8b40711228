import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@labsecure/runtime/logger';
import type { Round } from '../domain/reconcile.ts';

export interface ReconcilerDeps {
  reconcile: (at: Date) => Promise<Round>;
  everySeconds: number;
  logger: Logger;
}

/** Runs the reconciliation again and again, one round after the other, never two at once. */
export const createReconciler = ({ reconcile, everySeconds, logger }: ReconcilerDeps) => {
  const stopping = new AbortController();
  const { signal } = stopping;
  let rounds: Promise<void> = Promise.resolve();

  const oneRound = async (): Promise<void> => {
    try {
      const { resent, failed } = await reconcile(new Date());
      if (resent + failed > 0)
        logger.warn({ event: 'reconciler.repaired', resent, failed }, 'submissions stood still');
    } catch (err) {
      logger.error({ event: 'reconciler.round_failed', err }, 'a round of the reconciler failed');
    }
  };

  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      await oneRound();
      await pause(everySeconds * 1000, undefined, { signal }).catch(() => undefined);
    }
  };

  return {
    start: (): void => {
      rounds = run();
    },
    /** Finishes the round that is under way. */
    stop: async (): Promise<void> => {
      stopping.abort();
      await rounds;
    },
  };
};
