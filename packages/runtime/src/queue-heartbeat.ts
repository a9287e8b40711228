import { ChangeMessageVisibilityBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Logger } from 'pino';

export interface HeartbeatOptions {
  sqs: SQSClient;
  queueUrl: string;
  visibilityTimeoutSeconds: number;
  logger: Logger;
}

export interface Heartbeat {
  /** Keeps a message hidden from others until the returned function is called. */
  hold: (receiptHandle: string) => () => void;
  stop: () => void;
}

/** SQS: at most ten messages a call. */
const maxEntries = 10;
/** A handler that has been at it for this many timeouts hangs: its message goes to somebody else. */
const maxExtensions = 20;

/** Extends the invisibility of messages whose handling takes longer than half the queue's visibility timeout. */
export function createHeartbeat({
  sqs,
  queueUrl,
  visibilityTimeoutSeconds,
  logger,
}: HeartbeatOptions): Heartbeat {
  const halfMs = visibilityTimeoutSeconds * 500;
  const held = new Map<string, { dueAt: number; extensions: number }>();

  async function extend(handles: string[]): Promise<void> {
    const Entries = handles.map((ReceiptHandle, index) => ({
      Id: String(index),
      ReceiptHandle,
      VisibilityTimeout: visibilityTimeoutSeconds,
    }));
    try {
      await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries }));
    } catch (err) {
      logger.warn({ event: 'queue.heartbeat_failed', count: handles.length, err }, 'heartbeat failed');
    }
  }

  function beat(): void {
    const now = performance.now();
    const due = [...held].filter(([, { dueAt, extensions }]) => dueAt <= now && extensions < maxExtensions);
    for (const [handle, { extensions }] of due)
      held.set(handle, { dueAt: now + halfMs, extensions: extensions + 1 });
    for (let from = 0; from < due.length; from += maxEntries)
      void extend(due.slice(from, from + maxEntries).map(([handle]) => handle));
  }

  const timer = setInterval(beat, halfMs / 2).unref();

  return {
    hold(receiptHandle) {
      held.set(receiptHandle, { dueAt: performance.now() + halfMs, extensions: 0 });
      return () => held.delete(receiptHandle);
    },
    stop: () => clearInterval(timer),
  };
}
