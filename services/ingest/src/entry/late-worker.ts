import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@labsecure/runtime/logger';
import type { QueueWorker } from '@labsecure/runtime/queue-worker';

const longestPauseMs = 30_000;

/**
 * A worker of a queue that need not answer yet: it begins when the queue is found. The service serves labs meanwhile.
 * @param open makes the worker; tried again until it succeeds
 */
export const createLateWorker = (open: () => Promise<QueueWorker>, logger: Logger): QueueWorker => {
  const stopping = new AbortController();
  let worker: QueueWorker | undefined;
  let opening: Promise<void> = Promise.resolve();

  const openAndStart = async (): Promise<void> => {
    for (let failures = 0; !stopping.signal.aborted; failures++) {
      try {
        worker = await open();
        if (!stopping.signal.aborted) worker.start();
        return;
      } catch (err) {
        logger.warn({ event: 'queue.not_found', err }, 'the queue does not answer yet');
        const delayMs = Math.min(longestPauseMs, 250 * 2 ** failures);
        await pause(delayMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  };

  return {
    start() {
      opening = openAndStart();
    },
    async stop() {
      stopping.abort();
      await opening;
      await worker?.stop();
    },
    polledRecently: () => worker?.polledRecently() ?? false,
  };
};
