import { setTimeout as pause } from 'node:timers/promises';
import { ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { TSchema } from 'typebox';
import { createMessageHandler, type HandlerOptions } from './queue-handler.ts';
import { createHeartbeat } from './queue-heartbeat.ts';
import { type Received, receivedOf } from './queue-message.ts';
import { createOutcomes } from './queue-outcomes.ts';

export type { MessageContext } from './queue-handler.ts';

export interface QueueWorkerOptions<T extends TSchema> extends HandlerOptions<T> {
  sqs: SQSClient;
  queueUrl: string;
  deadLetterQueueUrl: string;
  /** Of the queue; see contracts/resources. */
  visibilityTimeoutSeconds: number;
  /** Messages handled at the same time. */
  concurrency?: number;
  /** Long polling; at most 20. */
  waitTimeSeconds?: number;
  /** How long `stop` waits for what is in hand. What is not finished then becomes visible again by itself. */
  stopTimeoutMs?: number;
}

export interface QueueWorker {
  start: () => void;
  /** Receives no more, finishes what is in hand, and resolves. */
  stop: () => Promise<void>;
  /** Whether it is really at work, for readiness. */
  polledRecently: () => boolean;
}

/** SQS: at most ten messages a call. */
const maxReceived = 10;
const gatherMs = 2;
const longestBackoffMs = 30_000;
const quietMs = 60_000;

/**
 * Takes messages off one queue: resolve = remove; PermanentError = park in the dead-letter queue with the reason;
 * anything else = retry with growing delay, and park after the last allowed try. A message that is not of the schema is
 * parked at once. A free place is filled again without waiting for the others.
 */
export function createQueueWorker<T extends TSchema>(options: QueueWorkerOptions<T>): QueueWorker {
  const { sqs, queueUrl, logger, concurrency = 16, waitTimeSeconds = 20, stopTimeoutMs = 20_000 } = options;
  const heartbeat = createHeartbeat(options);
  const process = createMessageHandler(options, createOutcomes(options), heartbeat);
  const stopping = new AbortController();
  const unfinished = new Set<Promise<void>>();
  let busy = 0;
  let lastActivity = Number.NEGATIVE_INFINITY;
  let freed = Promise.withResolvers<void>();
  let polling: Promise<void> = Promise.resolve();

  const free = (): number => Math.min(maxReceived, concurrency - busy, 2 * concurrency - unfinished.size);

  function wake(): void {
    lastActivity = performance.now();
    freed.resolve();
    freed = Promise.withResolvers();
  }

  function take(received: Received): void {
    busy++;
    let counted = true;
    const work = process(received, () => {
      if (counted) busy--;
      counted = false;
      wake();
    }).finally(() => {
      unfinished.delete(work);
      wake();
    });
    unfinished.add(work);
  }

  async function receive(count: number): Promise<void> {
    const command = new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: count,
      WaitTimeSeconds: waitTimeSeconds,
      MessageSystemAttributeNames: ['ApproximateReceiveCount'],
    });
    const { Messages = [] } = await sqs.send(command, { abortSignal: stopping.signal });
    for (const message of Messages) take(receivedOf(message));
  }

  async function poll(): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      try {
        if (free() <= 0) {
          await freed.promise;
          // Places come free one by one, and a receive of one message costs as much as a receive of ten.
          await pause(gatherMs);
          continue;
        }
        await receive(free());
        lastActivity = performance.now();
        failures = 0;
      } catch (err) {
        if (stopping.signal.aborted) return;
        const delayMs = Math.min(longestBackoffMs, 250 * 2 ** failures++);
        logger.warn({ event: 'queue.receive_failed', delay_ms: delayMs, err }, 'could not receive');
        await pause(delayMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  }

  return {
    start() {
      // The first answer of an empty queue takes as long as a poll may wait.
      lastActivity = performance.now();
      polling = poll();
    },
    async stop() {
      stopping.abort();
      wake();
      await polling;
      const patience = new AbortController();
      const tooLong = pause(stopTimeoutMs, undefined, { signal: patience.signal }).catch(() => undefined);
      await Promise.race([Promise.all(unfinished), tooLong]);
      patience.abort();
      heartbeat.stop();
      if (unfinished.size > 0)
        logger.warn(
          { event: 'queue.stopped_unfinished', count: unfinished.size },
          'stopped with unfinished messages',
        );
    },
    polledRecently: () => performance.now() - lastActivity < quietMs,
  };
}
