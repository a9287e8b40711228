import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { SendEmailCommand } from '@aws-sdk/client-ses';
import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, expect, test, vi } from 'vitest';
import { type FakeBehaviour, startFakeAws } from '../test/fake-aws.ts';
import type { AwsClients } from './aws-clients.ts';
import { isOutage } from './problem-answers.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function calling(behave: FakeBehaviour, requestTimeoutMs?: number) {
  const aws = await startFakeAws(behave);
  const clients = aws.clients(requestTimeoutMs);
  closing.push(aws.close, clients.destroy);
  return { aws, clients };
}

const QueueUrl = 'http://127.0.0.1/0/jobs';
const calls: [string, (clients: AwsClients) => Promise<unknown>][] = [
  ['s3', ({ s3 }) => s3.send(new PutObjectCommand({ Bucket: 'raw', Key: 'a b', Body: 'x' }))],
  ['sqs', ({ sqs }) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }))],
  [
    'dynamodb',
    ({ documents }) =>
      documents.send(new PutCommand({ TableName: 't', Item: { id: 'x', nothing: undefined } })),
  ],
  [
    'ses',
    ({ ses }) =>
      ses.send(
        new SendEmailCommand({
          Source: 'a@example.com',
          Destination: { ToAddresses: ['b@example.com'] },
          Message: { Subject: { Data: 's' }, Body: { Text: { Data: 't' } } },
        }),
      ),
  ],
];

test.each(calls)(
  'A call to %s is signed for it, and goes to the address that is set',
  async (service, call) => {
    // SES answers in XML; what it is sent is what matters here.
    const { aws, clients } = await calling(() =>
      service === 'ses' ? { status: 400, body: {} } : { body: {} },
    );
    await call(clients).catch(() => undefined);
    expect(aws.calls[0]?.headers.authorization).toContain(`/us-east-1/${service}/aws4_request`);
  },
);

test('Two calls of one kind are two calls: nothing of the first is sent again', async () => {
  const { aws, clients } = await calling(() => ({ body: {} }));
  for (const id of ['first', 'second']) {
    await clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: id }));
    await clients.s3.send(new PutObjectCommand({ Bucket: 'raw', Key: id, Body: id }));
    await clients.documents.send(new PutCommand({ TableName: 't', Item: { id } }));
  }
  expect(aws.calls.slice(0, 3).every(({ body }) => body.includes('first') && !body.includes('second'))).toBe(
    true,
  );
  expect(aws.calls.slice(3).every(({ body }) => body.includes('second') && !body.includes('first'))).toBe(
    true,
  );
});

test('Calls for two buckets at the same time each reach their own', async () => {
  const { aws, clients } = await calling(() => ({ body: {} }));
  const buckets = Array.from({ length: 60 }, (_, index) =>
    index % 2 === 0 ? 'raw-bucket' : 'reports-bucket',
  );
  await Promise.all(
    buckets.map((Bucket) => clients.s3.send(new PutObjectCommand({ Bucket, Key: Bucket, Body: Bucket }))),
  );
  expect(aws.calls).toHaveLength(60);
  for (const { action, body } of aws.calls) expect(action).toBe(`PUT /${body}/${body}?x-id=PutObject`);
});

test('An empty object comes back empty', async () => {
  const { clients } = await calling(() => ({}));
  const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket: 'raw', Key: 'k' }));
  expect(await Body?.transformToByteArray()).toHaveLength(0);
});

test('An object comes back with its bytes', async () => {
  const { clients } = await calling(() => ({ body: { some: 'bytes' } }));
  const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket: 'raw', Key: 'k' }));
  expect(await Body?.transformToString()).toBe('{"some":"bytes"}');
});

test('A call that hangs is given up after three attempts, as an outage, whichever service it is to', async () => {
  // All at once, so that each attempt may have the time in which it arrives on a busy machine, too.
  const outcomes = await Promise.all(
    calls.map(async ([service, call]) => {
      const { aws, clients } = await calling(() => 'hang', 2000);
      const error = await call(clients).catch((thrown: unknown) => thrown);
      return { service, isOutage: isOutage(error), attempts: aws.calls.length };
    }),
  );
  expect(outcomes).toEqual(calls.map(([service]) => ({ service, isOutage: true, attempts: 3 })));
});

test('A call that fails for a moment is made again', async () => {
  let failures = 0;
  const { aws, clients } = await calling(() =>
    ++failures < 3 ? { status: 503, body: {} } : { body: { Item: {} } },
  );
  await clients.documents.send(new GetCommand({ TableName: 't', Key: { id: 'x' } }));
  expect(aws.calls).toHaveLength(3);
});

test('A long poll may take longer than other calls, and ends when it is aborted', async () => {
  const { aws, clients } = await calling(() => 'hang', 50);
  const stopping = new AbortController();
  const polling = clients.sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }), {
    abortSignal: stopping.signal,
  });
  const outcome = polling.catch((error: unknown) => error);
  await vi.waitFor(() => expect(aws.calls).toHaveLength(1), 20_000);
  expect(
    await Promise.race([outcome, new Promise((resolve) => setTimeout(resolve, 500, 'still waiting'))]),
  ).toBe('still waiting');
  stopping.abort();
  expect(await outcome).toMatchObject({ name: 'AbortError' });
  await vi.waitFor(() => expect(aws.hungUp()).toBe(1), 20_000);
  expect(aws.calls).toHaveLength(1);
});

test('Nothing listens: that is an outage too', async () => {
  const { aws, clients } = await calling(() => ({}));
  await aws.close();
  const error = await clients.sqs
    .send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }))
    .catch((thrown: unknown) => thrown);
  expect(isOutage(error)).toBe(true);
});
