export interface SweepPorts {
  /** What lies in the drop bucket and waits to be taken in. */
  lying: () => AsyncIterable<{ key: string; put_at: Date; size: number }>;
  /** Puts an event of it on the queue, as S3 does. */
  announce: (key: string, at: Date) => Promise<void>;
}

/** For how many times the waiting time a file is announced at each look; later ever more seldom. */
const lastsFor = 4;

export interface SweepTimes {
  /** How long a file may lie before it is announced again. */
  afterSeconds: number;
  /** How often it is looked. */
  everySeconds: number;
}

export interface Swept {
  announced: number;
  /** How many lie longer than any file should, announced now or not: somebody has to look. */
  left_lying: number;
}

/** Each time the age has doubled. Nothing has to be remembered for it, so it holds whatever process looks. */
const hasDoubled = (seconds: number, { afterSeconds, everySeconds }: SweepTimes): boolean => {
  const doublings = (age: number) => Math.floor(Math.log2(age / (afterSeconds * lastsFor)));
  return doublings(seconds) > doublings(seconds - everySeconds);
};

/**
 * Announces files that have lain for a while once more, whatever became of their events. A file that nobody can take in,
 * as it ends the process each time, must not end it without end: so one that lies on is announced when its age has
 * doubled, and what came while no process was there is still found.
 */
export const createSweep =
  (ports: SweepPorts, times: SweepTimes) =>
  async (now: Date): Promise<Swept> => {
    const swept = { announced: 0, left_lying: 0 };
    for await (const { key, put_at, size } of ports.lying()) {
      const seconds = (now.getTime() - put_at.getTime()) / 1000;
      // Consoles make empty objects for folders.
      if ((key.endsWith('/') && size === 0) || seconds < times.afterSeconds) continue;
      const isLate = seconds > times.afterSeconds * lastsFor;
      if (isLate) swept.left_lying += 1;
      if (isLate && !hasDoubled(seconds, times)) continue;
      await ports.announce(key, now);
      swept.announced += 1;
    }
    return swept;
  };
