import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { UnavailableError } from '@labsecure/contracts/errors';
import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { coalesce } from './batching.ts';

/** SQS: at most ten messages and 256 KiB a call. */
const maxEntries = 10;
const maxBytes = 256 * 1024;

export interface PublisherOptions<T extends TSchema> {
  sqs: SQSClient;
  queueUrl: string;
  /** What may be sent; the same schema the other side checks. */
  schema: T;
  maxWaitMs?: number;
}

/**
 * Sends messages to one queue, those of concurrent callers in one call. Resolves once the queue has the message.
 * @throws UnavailableError when the queue did not take it; TypeError when it is not a message of the schema
 */
export function createPublisher<T extends TSchema>(
  options: PublisherOptions<T>,
): (message: Static<T>) => Promise<void> {
  const { sqs, queueUrl, schema, maxWaitMs = 2 } = options;
  const checker = Compile(schema);

  const sendTogether = coalesce<string, undefined>({
    maxItems: maxEntries,
    maxWaitMs,
    maxSize: maxBytes,
    sizeOf: (body) => Buffer.byteLength(body),
    async send(bodies) {
      const Entries = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
      const answer = await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
      const sent = new Set(answer.Successful?.map(({ Id }) => Id));
      return Entries.map(({ Id }) =>
        sent.has(Id) ? undefined : new UnavailableError('The queue did not take a message.', answer.Failed),
      );
    },
  });

  return async (message) => {
    if (!checker.Check(message)) throw new TypeError('This is not a message for this queue.');
    try {
      await sendTogether(JSON.stringify(message));
    } catch (error) {
      throw error instanceof UnavailableError
        ? error
        : new UnavailableError('The queue did not take a message.', error);
    }
  };
}
