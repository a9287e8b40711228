import type { Message } from '@aws-sdk/client-sqs';
import { LabSecureError } from '@labsecure/contracts/errors';
import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { traceIdOf } from './trace.ts';

/** A message as it was received, whatever is in it. */
export interface Received {
  body: string;
  messageId: string;
  receiptHandle: string;
  /** 1 for the first time. */
  receiveCount: number;
}

export const receivedOf = ({
  Body = '',
  MessageId = '',
  ReceiptHandle = '',
  Attributes,
}: Message): Received => ({
  body: Body,
  messageId: MessageId,
  receiptHandle: ReceiptHandle,
  receiveCount: Number(Attributes?.ApproximateReceiveCount ?? 1),
});

/** Reads bodies: the message inside, or undefined when it is not of the schema. */
export function createReader<T extends TSchema>(schema: T): (body: string) => Static<T> | undefined {
  const checker = Compile(schema);
  const isMessage = (value: unknown): value is Static<T> => checker.Check(value);
  return (body) => {
    try {
      const value: unknown = JSON.parse(body);
      return isMessage(value) ? value : undefined;
    } catch {
      return undefined;
    }
  };
}

export const traceparentOf = (message: unknown): string | undefined =>
  typeof message === 'object' &&
  message !== null &&
  'traceparent' in message &&
  typeof message.traceparent === 'string'
    ? message.traceparent
    : undefined;

/** Ids of a message for the log. */
export const logFieldsOf = ({ messageId, receiveCount }: Received, traceparent: string | undefined) => ({
  message_id: messageId,
  receive_count: receiveCount,
  trace_id: traceIdOf(traceparent),
});

/** Why a message is parked, as a code: texts could hold what must not be in a queue. */
export const reasonOf = (error: unknown): string =>
  error instanceof LabSecureError ? error.code : 'E_UNEXPECTED';

/**
 * Seconds until a message is tried again: 2, 8, 32, 128, 512, then 15 minutes, and up to a quarter more so that what
 * failed together does not return together. Never 0.
 */
export function retryDelaySeconds(receiveCount: number): number {
  const base = Math.min(900, 2 * 4 ** (receiveCount - 1));
  return Math.round(base * (1 + Math.random() / 4));
}
