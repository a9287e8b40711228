import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { coalesce } from './batching.ts';

export interface Outcomes {
  /** Done: takes the message off the queue, together with others that are done at about the same time. */
  remove: (receiptHandle: string) => Promise<void>;
  /** Gives the message back, to be received again after a while. */
  retry: (receiptHandle: string, delaySeconds: number) => Promise<void>;
  /** Puts the message into the dead-letter queue with the reason, then takes it off this one. */
  park: (body: string, receiptHandle: string, reason: string) => Promise<void>;
}

export interface OutcomeOptions {
  sqs: SQSClient;
  queueUrl: string;
  deadLetterQueueUrl: string;
}

/** SQS: at most ten messages a call. */
const maxEntries = 10;
const deleteAttempts = 3;

/** What can become of a received message. Every one of them may be repeated. */
export function createOutcomes({ sqs, queueUrl, deadLetterQueueUrl }: OutcomeOptions): Outcomes {
  const removeTogether = coalesce<string, undefined>({
    maxItems: maxEntries,
    maxWaitMs: 5,
    async send(handles) {
      const Entries = handles.map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle }));
      const { Failed = [] } = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
      const codes = new Map(Failed.map(({ Id, Code }) => [Id, Code]));
      return Entries.map(({ Id }) =>
        codes.has(Id) ? new Error(`not deleted: ${codes.get(Id)}`) : undefined,
      );
    },
  });

  async function remove(receiptHandle: string): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await removeTogether(receiptHandle);
      } catch (error) {
        if (attempt >= deleteAttempts) throw error;
      }
    }
  }

  return {
    remove,
    async retry(ReceiptHandle, delaySeconds) {
      await sqs.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: queueUrl,
          ReceiptHandle,
          VisibilityTimeout: delaySeconds,
        }),
      );
    },
    async park(MessageBody, receiptHandle, reason) {
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: deadLetterQueueUrl,
          MessageBody,
          MessageAttributes: { reason: { DataType: 'String', StringValue: reason } },
        }),
      );
      await remove(receiptHandle);
    },
  };
}
