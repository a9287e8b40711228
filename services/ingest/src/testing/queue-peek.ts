import { PurgeQueueCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { resolveQueueUrls } from '@labsecure/runtime/queue-urls';

/** Takes what lies in the queue `lab-results`, or forgets it. */
export const createQueuePeek = async (sqs: SQSClient, prefix: string) => {
  const { 'lab-results': QueueUrl } = await resolveQueueUrls(sqs, prefix, ['lab-results']);

  const take = async (): Promise<string[]> => {
    const bodies: string[] = [];
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
      );
      if (Messages.length === 0) return bodies;
      bodies.push(...Messages.map(({ Body = '' }) => Body));
    }
  };
  const purge = async (): Promise<void> => void (await sqs.send(new PurgeQueueCommand({ QueueUrl })));
  return { take, purge };
};
