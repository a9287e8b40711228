import { setTimeout as pause } from 'node:timers/promises';

export interface RoundsOptions {
  round: () => Promise<void>;
  everySeconds: number;
  /** A round that fails ends nothing: the next one comes. */
  onFailure: (error: unknown) => void;
}

/** Does something again and again from the start on, one round after the other, never two at once. */
export const createRounds = ({ round, everySeconds, onFailure }: RoundsOptions) => {
  const stopping = new AbortController();
  const { signal } = stopping;
  let rounds: Promise<void> = Promise.resolve();

  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      await round().catch(onFailure);
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
export type Rounds = ReturnType<typeof createRounds>;
