import type { Logger } from '@labsecure/runtime/logger';
import { createRounds, type Rounds } from '@labsecure/runtime/rounds';

export interface SweeperDeps {
  sweep: (at: Date) => Promise<{ announced: number; left_lying: number }>;
  everySeconds: number;
  logger: Logger;
}

/** Looks for files that nobody took in, again and again. */
export const createDropSweeper = ({ sweep, everySeconds, logger }: SweeperDeps): Rounds =>
  createRounds({
    everySeconds,
    round: async () => {
      const { announced, left_lying } = await sweep(new Date());
      if (announced > 0) logger.warn({ event: 'files.stood_still', files: announced }, 'files stood still');
      if (left_lying > 0)
        logger.error({ event: 'files.left_lying', files: left_lying }, 'files lie that nobody has taken in');
    },
    onFailure: (err) => logger.error({ event: 'files.sweep_failed', err }, 'files could not be looked for'),
  });
