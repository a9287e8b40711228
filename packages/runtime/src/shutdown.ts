import type { Logger } from 'pino';

export interface ServiceOptions {
  logger: Logger;
  start: () => Promise<void>;
  /** Finishes what is in hand, then lets go of everything. */
  stop: () => Promise<void>;
  /** After this long a stop that hangs is cut short. */
  timeoutMs?: number;
}

/**
 * The life of a process: start, serve, and on SIGTERM or SIGINT stop once and exit with 0. A second signal, a stop that
 * takes too long, a failed start or an unhandled error exits with 1.
 */
export async function runService({ logger, start, stop, timeoutMs = 25_000 }: ServiceOptions): Promise<void> {
  let stopping = false;

  async function shutDown(cause: string, code: number): Promise<void> {
    if (stopping) {
      logger.warn({ event: 'service.stop_forced', cause }, 'stopping at once');
      process.exit(1);
    }
    stopping = true;
    logger.info({ event: 'service.stopping', cause }, 'stopping');
    setTimeout(() => {
      logger.error({ event: 'service.stop_timeout', timeout_ms: timeoutMs }, 'could not stop in time');
      process.exit(1);
    }, timeoutMs).unref();
    try {
      await stop();
      logger.info({ event: 'service.stopped' }, 'stopped');
      process.exit(code);
    } catch (err) {
      logger.error({ event: 'service.stop_failed', err }, 'could not stop cleanly');
      process.exit(1);
    }
  }

  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void shutDown(signal, 0));
  for (const fault of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(fault, (err) => {
      logger.fatal({ event: 'service.fault', fault, err }, 'unhandled fault');
      void shutDown(fault, 1);
    });

  try {
    await start();
  } catch (err) {
    logger.fatal({ event: 'service.start_failed', err }, 'could not start');
    await shutDown('start failed', 1);
  }
}
