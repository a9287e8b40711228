import { PermanentError } from '@labsecure/contracts/errors';
import type { Logger } from 'pino';
import type { Static, TSchema } from 'typebox';
import type { Heartbeat } from './queue-heartbeat.ts';
import {
  createReader,
  retryDelaySeconds as growingDelay,
  logFieldsOf,
  type Received,
  reasonOf,
  traceparentOf,
} from './queue-message.ts';
import type { Outcomes } from './queue-outcomes.ts';

export interface MessageContext {
  logger: Logger;
  /** 1 for the first time. */
  receiveCount: number;
  traceparent?: string;
}

export interface HandlerOptions<T extends TSchema> {
  schema: T;
  /** Resolve: done. Throw PermanentError: no retry will help. Throw anything else: try again later. */
  handle: (message: Static<T>, context: MessageContext) => Promise<void>;
  /** Called before a message is parked because its last allowed try has failed too. */
  onExhausted?: (message: Static<T>, error: unknown, context: MessageContext) => Promise<void>;
  /** The queue's redrive limit; see contracts/resources. */
  maxReceives: number;
  /** Whole seconds, at least 1. */
  retryDelaySeconds?: (receiveCount: number) => number;
  logger: Logger;
}

/**
 * What happens to one received message, to its end: removed, given back or parked. Never rejects.
 * `handled` is called as soon as the handler itself is through.
 */
export function createMessageHandler<T extends TSchema>(
  options: HandlerOptions<T>,
  outcomes: Outcomes,
  heartbeat: Heartbeat,
): (received: Received, handled: () => void) => Promise<void> {
  const { handle, onExhausted, maxReceives, retryDelaySeconds = growingDelay } = options;
  const read = createReader(options.schema);

  /** @returns what to do with the message */
  async function decide(
    received: Received,
    message: Static<T>,
    context: MessageContext,
  ): Promise<() => Promise<void>> {
    const { body, receiptHandle, receiveCount } = received;
    try {
      await handle(message, context);
      return () => outcomes.remove(receiptHandle);
    } catch (err) {
      const reason = reasonOf(err);
      if (err instanceof PermanentError) {
        context.logger.error({ event: 'message.parked', reason, err }, 'message parked');
        return () => outcomes.park(body, receiptHandle, reason);
      }
      if (receiveCount >= maxReceives) {
        context.logger.error({ event: 'message.exhausted', reason, err }, 'message failed for the last time');
        await onExhausted?.(message, err, context);
        return () => outcomes.park(body, receiptHandle, reason);
      }
      const delay = retryDelaySeconds(receiveCount);
      context.logger.warn(
        { event: 'message.retried', reason, delay_seconds: delay, err },
        'message will be retried',
      );
      return () => outcomes.retry(receiptHandle, delay);
    }
  }

  return async (received, handled) => {
    const release = heartbeat.hold(received.receiptHandle);
    const message = read(received.body);
    const traceparent = traceparentOf(message);
    const logger = options.logger.child(logFieldsOf(received, traceparent));
    const { receiveCount } = received;
    try {
      if (message === undefined) {
        logger.error({ event: 'message.unreadable' }, 'message parked: it is not of the schema');
        await outcomes.park(received.body, received.receiptHandle, 'E_UNREADABLE');
        return;
      }
      const context: MessageContext = {
        logger,
        receiveCount,
        ...(traceparent === undefined ? {} : { traceparent }),
      };
      const conclude = await decide(received, message, context).finally(release);
      handled();
      await conclude();
    } catch (err) {
      // Nothing is lost: the message becomes visible again when its time is over.
      logger.error({ event: 'message.unsettled', err }, 'what became of a message could not be recorded');
    } finally {
      release();
      handled();
    }
  };
}
