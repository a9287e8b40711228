import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { Type } from 'typebox';

export const Job = Type.Object(
  { job: Type.String(), traceparent: Type.Optional(Type.String()) },
  { additionalProperties: false },
);

/** A queue and its dead-letter queue, for one test alone. */
export async function makeQueue(
  sqs: SQSClient,
  name: string,
  visibilityTimeoutSeconds = 30,
  maxReceives = 5,
) {
  const create = async (QueueName: string, Attributes: Record<string, string>): Promise<string> => {
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
    if (QueueUrl === undefined) throw new Error('no queue');
    return QueueUrl;
  };
  const deadLetterQueueUrl = await create(`${name}-dlq`, {});
  const dead = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: deadLetterQueueUrl, AttributeNames: ['QueueArn'] }),
  );
  const queueUrl = await create(name, {
    VisibilityTimeout: String(visibilityTimeoutSeconds),
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: dead.Attributes?.QueueArn,
      maxReceiveCount: String(maxReceives),
    }),
  });
  return {
    queueUrl,
    deadLetterQueueUrl,
    visibilityTimeoutSeconds,
    maxReceives,
    send: (body: unknown) =>
      sqs.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: typeof body === 'string' ? body : JSON.stringify(body),
        }),
      ),
    /** Messages on the queue, those in somebody's hand included. */
    async depth(): Promise<number> {
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl: queueUrl,
          AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
        }),
      );
      return (
        Number(Attributes?.ApproximateNumberOfMessages) +
        Number(Attributes?.ApproximateNumberOfMessagesNotVisible)
      );
    },
    async parked(): Promise<{ body: string | undefined; reason: string | undefined }[]> {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: deadLetterQueueUrl,
          MaxNumberOfMessages: 10,
          MessageAttributeNames: ['All'],
          VisibilityTimeout: 1,
        }),
      );
      return Messages.map(({ Body, MessageAttributes }) => ({
        body: Body,
        reason: MessageAttributes?.reason?.StringValue,
      }));
    },
  };
}
export type TestQueue = Awaited<ReturnType<typeof makeQueue>>;
