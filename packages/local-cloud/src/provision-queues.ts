import { CreateQueueCommand, SetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { queues, resourceName } from '@labsecure/contracts/resources';

const secondsPerDay = 86_400;

/** Creates the queues and their dead-letter queues; those kept from an earlier run follow what is described now. */
export const provisionQueues = async (sqs: SQSClient, prefix: string): Promise<void> => {
  const create = async (name: string): Promise<string> => {
    const answer = await sqs.send(new CreateQueueCommand({ QueueName: resourceName(prefix, name) }));
    if (!answer.QueueUrl) throw new Error(`SQS gave no address for ${name}`);
    return answer.QueueUrl;
  };
  for (const [name, queue] of Object.entries(queues)) {
    const retention = String(queue.retentionDays * secondsPerDay);
    const deadLetterUrl = await create(queue.deadLetterQueue);
    const url = await create(name);
    // Attributes are set apart from creation: creating a queue that is there with others is refused.
    await sqs.send(
      new SetQueueAttributesCommand({
        QueueUrl: deadLetterUrl,
        Attributes: { MessageRetentionPeriod: retention },
      }),
    );
    await sqs.send(
      new SetQueueAttributesCommand({
        QueueUrl: url,
        Attributes: {
          VisibilityTimeout: String(queue.visibilityTimeoutSeconds),
          MessageRetentionPeriod: retention,
          RedrivePolicy: JSON.stringify({
            deadLetterTargetArn: `arn:aws:sqs:us-east-1:000000000000:${resourceName(prefix, queue.deadLetterQueue)}`,
            maxReceiveCount: queue.maxReceives,
          }),
        },
      }),
    );
  }
};
