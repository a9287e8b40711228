import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

interface Reading {
  results: number;
  live: number;
  rss: number;
  cpuMs: number;
}

const size = 20_000_000;
const script = fileURLToPath(new URL('./memory.ts', import.meta.url));

const read = async (way: string, kind: string, execArgv: string[]): Promise<Reading> => {
  const child = fork(script, [way, kind, String(size)], { execArgv });
  const [reading] = await once(child, 'message', { signal: AbortSignal.timeout(300_000) });
  return reading as Reading;
};

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(0)} MB`;

/** What is needed at most, with everything else collected; and what the process takes when nobody presses it. */
const measure = async (way: string, kind: string) => {
  const { live } = await read(way, kind, ['--expose-gc']);
  return { ...(await read(way, kind, [])), live };
};

for (const kind of ['csv', 'hl7']) {
  const streamed = await measure('stream', kind);
  const whole = await measure('whole', kind);
  console.log(
    `${kind} of ${megabytes(size)} with ${streamed.results} results: as it comes needs ${megabytes(streamed.live)}, ` +
      `as a whole ${megabytes(whole.live)}; the process grows by ${megabytes(streamed.rss)}, by ${megabytes(whole.rss)}; ` +
      `${(streamed.results / streamed.cpuMs).toFixed(1)} results a ms of CPU, ${(whole.results / whole.cpuMs).toFixed(1)}`,
  );
}

await import('./pauses.ts');
