/** A service for shutdown.test.ts to start as a process; the first argument says how it behaves. */
import { setTimeout as pause } from 'node:timers/promises';
import { createLogger } from '../src/logger.ts';
import { runService } from '../src/shutdown.ts';

const behaviour = process.argv[2];
const keepAlive = setInterval(() => {}, 1000);
/** Only one that hangs is to be cut short: the others get as long as a busy machine needs. */
const timeoutMs = behaviour === 'hangs' ? 500 : 60_000;

await runService({
  logger: createLogger({ service: 'test' }),
  timeoutMs,
  start: async () => {
    if (behaviour === 'cannot-start') throw new Error('no port');
    if (behaviour === 'rejects') void Promise.reject(new Error('nobody caught this'));
    process.send?.('started');
  },
  stop: async () => {
    process.send?.('stopping');
    if (behaviour === 'works-on') await pause(200);
    if (behaviour === 'hangs' || behaviour === 'takes-for-ever') await new Promise(() => {});
    if (behaviour === 'cannot-stop') throw new Error('stuck');
    clearInterval(keepAlive);
    process.send?.('let go');
  },
});
