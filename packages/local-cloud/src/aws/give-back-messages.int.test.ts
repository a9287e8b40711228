import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { startLocalCloud } from '../cloud.ts';

test('When a receiver is gone before a message comes, then the next receiver gets it', async () => {
  const cloud = await startLocalCloud();
  const endpoint = cloud.env.AWS_ENDPOINT_URL_SQS ?? '';
  const sqs = new SQSClient({
    region: 'us-east-1',
    endpoint,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    useQueueUrlAsEndpoint: false,
  });
  const QueueUrl = `${endpoint}/000000000000/${cloud.env.RESOURCE_PREFIX}notifications`;
  const gone = new AbortController();
  const poll = sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }), {
    abortSignal: gone.signal,
  });
  setTimeout(() => gone.abort(), 300);
  await expect(poll).rejects.toThrow();
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'still there' }));
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 15 }));
  expect(Messages?.map(({ Body }) => Body)).toEqual(['still there']);
  sqs.destroy();
  await cloud.close();
});
