import type { Logger } from '@labsecure/runtime/logger';
import { createRounds, type Rounds } from '@labsecure/runtime/rounds';

export interface SweeperDeps {
  /** @returns how many files were announced again */
  sweep: (at: Date) => Promise<number>;
  everySeconds: number;
  logger: Logger;
}

/** Looks for files that nobody took in, again and again. */
export const createDropSweeper = ({ sweep, everySeconds, logger }: SweeperDeps): Rounds =>
  createRounds({
    everySeconds,
    round: async () => {
      const files = await sweep(new Date());
      if (files > 0) logger.warn({ event: 'files.stood_still', files }, 'files stood still');
    },
    onFailure: (err) => logger.error({ event: 'files.sweep_failed', err }, 'files could not be looked for'),
  });
