import type { Logger } from '@labsecure/runtime/logger';
import { createRounds, type Rounds } from '@labsecure/runtime/rounds';
import type { Round } from '../domain/reconcile.ts';

export interface ReconcilerDeps {
  reconcile: (at: Date) => Promise<Round>;
  everySeconds: number;
  logger: Logger;
}

/** Runs the reconciliation again and again. */
export const createReconciler = ({ reconcile, everySeconds, logger }: ReconcilerDeps): Rounds =>
  createRounds({
    everySeconds,
    round: async () => {
      const { resent, failed, resumed } = await reconcile(new Date());
      if (resent + failed + resumed > 0)
        logger.warn({ event: 'reconciler.repaired', resent, failed, resumed }, 'submissions stood still');
    },
    onFailure: (err) =>
      logger.error({ event: 'reconciler.round_failed', err }, 'a round of the reconciler failed'),
  });
