/**
 * Benchmarks compare CPU time, not the clock: on a busy machine the first stays and the second wanders. What is measured
 * runs in a process of its own, so that neither the load nor the stub is counted with it.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

export interface MeasuredProcess {
  /** What the process said when it was ready. */
  ready: unknown;
  /** CPU time used so far and the units of work done so far. */
  reading(): Promise<Reading>;
  stop(): void;
}

export interface Reading {
  cpuMs: number;
  units: number;
}

/** In the measured process: says that it is ready and from then on answers for its CPU time. */
export const serveReadings = (ready: unknown, units: () => number = () => 0): void => {
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpuMs: (user + system) / 1000, units: units() } satisfies Reading);
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.(ready);
};

const answerOf = async (child: ChildProcess): Promise<unknown> => {
  const [answer] = await once(child, 'message', { signal: AbortSignal.timeout(20_000) });
  return answer;
};

/** @param script path of a module that calls `serveReadings` */
export const startMeasured = async (script: string, args: string[]): Promise<MeasuredProcess> => {
  const child = fork(script, args);
  const ready = await answerOf(child);
  return {
    ready,
    async reading() {
      child.send('reading');
      return (await answerOf(child)) as Reading;
    },
    stop: () => child.kill('SIGKILL'),
  };
};

export interface Comparison {
  /** What is compared: "ingest, one CBC". */
  name: string;
  /** Units of work per second of CPU. */
  ours: number;
  plain: number;
  /** What the plain one is: "SDK defaults". */
  plainIs: string;
  /** The ratio we want at least. */
  aim: number;
}

/** One line a comparison, with the ratio that holds on any machine. */
export const printComparison = ({ name, ours, plain, plainIs, aim }: Comparison): void => {
  const ratio = ours / plain;
  const verdict = ratio >= aim ? 'reached' : 'not reached';
  console.log(
    `${name}: ${ours.toFixed(0)}/s against ${plain.toFixed(0)}/s (${plainIs}), ratio ${ratio.toFixed(2)}, aim ${aim}: ${verdict}`,
  );
};
