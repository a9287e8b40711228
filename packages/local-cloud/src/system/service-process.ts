import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Settings } from './service-settings.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const endWithParent = new URL('./end-with-parent.ts', import.meta.url).href;

const firstDelayMs = 250;
const longestDelayMs = 5000;
/** A service that lived this long has started well, whatever came later. */
const livedWellMs = 10_000;
const deathsAllowed = 5;

export interface ServiceProcess {
  /** Of the process that runs now; undefined while there is none. */
  readonly pid: number | undefined;
  kill(signal: NodeJS.Signals): void;
  /** Asks it to end and waits; it is not started again until `start`. Ended by force after `timeoutMs`. */
  stop(timeoutMs?: number): Promise<void>;
  start(): void;
}

export interface ServiceProcessOptions {
  name: string;
  /** What it runs, from the root of the repository. */
  script: string;
  settings: Settings;
  onLine: (line: string) => void;
  /** A sentence about the process itself, for people. */
  onNews: (sentence: string) => void;
  /** It died too often to try again. */
  onGivenUp: (sentence: string) => void;
}

/** One service in a process of its own, started again when it dies. */
export const superviseService = (options: ServiceProcessOptions): ServiceProcess => {
  const { name, script, settings, onLine, onNews, onGivenUp } = options;
  let child: ChildProcess | undefined;
  let wanted = false;
  let quickDeaths = 0;
  let retry: NodeJS.Timeout | undefined;

  const onEnd = (startedAt: number, how: string): void => {
    child = undefined;
    if (!wanted) return;
    quickDeaths = Date.now() - startedAt > livedWellMs ? 1 : quickDeaths + 1;
    if (quickDeaths >= deathsAllowed) {
      wanted = false;
      onGivenUp(
        `${name} ended ${quickDeaths} times soon after it was started (${how}). It is not tried again; its last lines say why.`,
      );
      return;
    }
    const delay = Math.min(firstDelayMs * 2 ** (quickDeaths - 1), longestDelayMs);
    onNews(`${name} ended (${how}) and is started again`);
    retry = setTimeout(run, delay);
  };

  const run = (): void => {
    const startedAt = Date.now();
    // Its own process group: a Ctrl-C in the terminal reaches the supervisor alone, which then ends the services in order.
    const started = spawn(process.execPath, ['--import', endWithParent, script], {
      cwd: root,
      env: settings,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    child = started;
    for (const stream of [started.stdout, started.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', onLine);
    }
    started.once('error', (error) => onEnd(startedAt, error.message));
    started.once('exit', (code, signal) => onEnd(startedAt, signal ?? `exit code ${code}`));
  };

  return {
    get pid() {
      return child?.pid;
    },
    kill: (signal) => {
      child?.kill(signal);
    },
    start: () => {
      if (wanted) return;
      wanted = true;
      quickDeaths = 0;
      run();
    },
    stop: async (timeoutMs = 10_000) => {
      wanted = false;
      clearTimeout(retry);
      const ending = child;
      if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
      const force = setTimeout(() => ending.kill('SIGKILL'), timeoutMs);
      const ended = once(ending, 'exit');
      ending.kill('SIGTERM');
      await ended;
      clearTimeout(force);
    },
  };
};
