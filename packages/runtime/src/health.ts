export type Probe = () => Promise<void>;

export interface Health {
  ready: boolean;
  /** Each probe's last outcome. Never why it failed: that is for the log. */
  checks: Record<string, 'ok' | 'failing'>;
}

export type Probes = () => Promise<Health>;

export interface ProbeOptions {
  /** For how long an outcome is believed. */
  ttlMs?: number;
  /** A probe that takes longer counts as failing. */
  timeoutMs?: number;
  onFailure?: (name: string, error: unknown) => void;
}

const within = async (probe: Probe, timeoutMs: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    await Promise.race([probe(), tooLong]);
  } finally {
    clearTimeout(timer);
  }
};

/**
 * Readiness from named probes, which are asked at most once in `ttlMs` however often readiness is asked for.
 * A probe rejects when what it looks at cannot be used.
 */
export function createProbes(probes: Record<string, Probe>, options: ProbeOptions = {}): Probes {
  const { ttlMs = 5000, timeoutMs = 2000, onFailure } = options;
  let asked: { at: number; health: Promise<Health> } | undefined;

  const ask = async (): Promise<Health> => {
    const outcomes = await Promise.all(
      Object.entries(probes).map(async ([name, probe]): Promise<[string, 'ok' | 'failing']> => {
        try {
          await within(probe, timeoutMs);
          return [name, 'ok'];
        } catch (error) {
          onFailure?.(name, error);
          return [name, 'failing'];
        }
      }),
    );
    return { ready: outcomes.every(([, outcome]) => outcome === 'ok'), checks: Object.fromEntries(outcomes) };
  };

  return () => {
    if (asked === undefined || Date.now() - asked.at >= ttlMs) asked = { at: Date.now(), health: ask() };
    return asked.health;
  };
}
