export interface SweepPorts {
  /** What lies in the drop bucket and waits to be taken in. */
  lying: () => AsyncIterable<{ key: string; put_at: Date }>;
  /** Puts an event of it on the queue, as S3 does. */
  announce: (key: string, at: Date) => Promise<void>;
}

/** For how many times the waiting time a file is announced again; afterwards people look, whom the DLQ has called. */
const lastsFor = 4;

/**
 * Announces files that have lain for a while once more, whatever became of their events. A file that nobody can take in,
 * as it ends the process each time, is announced a few times and then left for people to look at.
 * @returns how many
 */
export const createSweep =
  (ports: SweepPorts, { afterSeconds }: { afterSeconds: number }) =>
  async (now: Date): Promise<number> => {
    let announced = 0;
    for await (const { key, put_at } of ports.lying()) {
      const seconds = (now.getTime() - put_at.getTime()) / 1000;
      if (key.endsWith('/') || seconds < afterSeconds || seconds > afterSeconds * lastsFor) continue;
      await ports.announce(key, now);
      announced += 1;
    }
    return announced;
  };
