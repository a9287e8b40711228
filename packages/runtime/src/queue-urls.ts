import { GetQueueUrlCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { resourceName } from '@labsecure/contracts/resources';

/**
 * Addresses of queues by their names without the prefix, dead-letter queues included.
 * @throws the SDK's QueueDoesNotExist when there is none of that name
 */
export async function resolveQueueUrls<N extends string>(
  sqs: SQSClient,
  prefix: string,
  names: readonly N[],
): Promise<Record<N, string>> {
  const found = await Promise.all(
    names.map(async (name): Promise<[N, string]> => {
      const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: resourceName(prefix, name) }));
      if (QueueUrl === undefined) throw new Error(`SQS gave no address for the queue ${name}.`);
      return [name, QueueUrl];
    }),
  );
  return Object.fromEntries(found) as Record<N, string>;
}
