import { afterEach, expect, test } from 'vitest';
import { type FakeBehaviour, startFakeAws } from '../test/fake-aws.ts';
import { Job } from '../test/queue.ts';
import { createPublisher } from './publisher.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Entry {
  Id: string;
  MessageBody: string;
}
const entriesOf = (body: string): Entry[] => JSON.parse(body).Entries;
const allSent: FakeBehaviour = ({ body }) => ({
  body: { Successful: entriesOf(body).map(({ Id }) => ({ Id })) },
});

async function publishing(behave: FakeBehaviour, requestTimeoutMs?: number) {
  const aws = await startFakeAws(behave);
  const clients = aws.clients(requestTimeoutMs);
  closing.push(aws.close, clients.destroy);
  return { aws, publish: createPublisher({ sqs: clients.sqs, queueUrl: `${aws.url}/0/jobs`, schema: Job }) };
}
const outcomesOf = async (promises: Promise<void>[]) =>
  (await Promise.allSettled(promises)).map(({ status }) => status);

test('Messages of concurrent requests go in batches of ten', async () => {
  const { aws, publish } = await publishing(allSent);
  await Promise.all(Array.from({ length: 23 }, (_, index) => publish({ job: String(index) })));
  expect(aws.calls.map(({ body }) => entriesOf(body).length).sort()).toEqual([10, 10, 3]);
  const jobs = aws.calls.flatMap(({ body }) =>
    entriesOf(body).map((entry) => JSON.parse(entry.MessageBody).job),
  );
  expect(new Set(jobs).size).toBe(23);
});

test('A call never carries more than SQS takes', async () => {
  const { aws, publish } = await publishing(allSent);
  await Promise.all(Array.from({ length: 4 }, () => publish({ job: 'x'.repeat(100_000) })));
  expect(aws.calls.map(({ body }) => entriesOf(body).length)).toEqual([2, 2]);
});

test('When the queue takes part of a batch, then only the senders of the rest are told to come back', async () => {
  const { publish } = await publishing(({ body }) => ({
    body: {
      Successful: entriesOf(body).filter(({ Id }) => Id !== '1'),
      Failed: [{ Id: '1', Code: 'InternalError', SenderFault: false }],
    },
  }));
  expect(await outcomesOf(['a', 'b', 'c'].map((job) => publish({ job })))).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
});

test.each([
  ['answers with an error', () => ({ status: 503, body: { __type: 'ServiceUnavailable' } })],
  ['refuses', () => ({ status: 403, body: { __type: 'AccessDenied' } })],
  ['hangs', () => 'hang'],
  ['hangs up', () => 'drop'],
] satisfies [string, FakeBehaviour][])(
  'When the queue %s, then the sender is told that it may try again',
  async (_what, behave) => {
    const { publish } = await publishing(behave, 300);
    await expect(publish({ job: 'a' })).rejects.toMatchObject({ status: 503, retryable: true });
  },
);

test('What is not of the schema is never sent', async () => {
  const { aws, publish } = await publishing(allSent);
  const withMore = { job: 'a', patient_name: 'Canary' };
  await expect(publish(withMore)).rejects.toThrow(TypeError);
  expect(aws.calls).toEqual([]);
});
