import { setTimeout as pause } from 'node:timers/promises';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { queues } from '@labsecure/contracts/resources';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { bloodCount, type TestLab } from '../lab.ts';
import { aws, containerOf, healthy, lab001, prefix } from './stack.ts';

const sqs = new SQSClient({ ...aws, useQueueUrlAsEndpoint: false });
const s3 = new S3Client({ ...aws, forcePathStyle: true });
let lab: TestLab;

beforeAll(async () => {
  lab = await lab001();
});
afterEach(async () => {
  // Whatever became of a test, the next finds the processor at work.
  const processor = await containerOf('processor');
  if (!(await processor.inspect()).State.Running) await processor.start();
});
afterAll(() => {
  sqs.destroy();
  s3.destroy();
});

const patience = { timeout: 120_000, interval: 500 };

const urlOf = (queue: string): string => `${aws.endpoint}/queue/${aws.region}/000000000000/${prefix}${queue}`;
const arnOf = (queue: string): string => `arn:aws:sqs:${aws.region}:000000000000:${prefix}${queue}`;

const waitingIn = async (queue: string): Promise<number> => {
  const command = new GetQueueAttributesCommand({ QueueUrl: urlOf(queue), AttributeNames: ['All'] });
  return Number((await sqs.send(command)).Attributes?.ApproximateNumberOfMessages);
};

/** As an operator moves messages back, once the cause is mended. */
const moveBack = () =>
  sqs.send(
    new StartMessageMoveTaskCommand({
      SourceArn: arnOf('lab-results-dlq'),
      DestinationArn: arnOf('lab-results'),
    }),
  );

/** Where the bytes of a result's submission are kept. */
const bytesOf = async (result_id: string): Promise<{ Bucket: string; Key: string }> => {
  const Bucket = `${prefix}raw`;
  for await (const { Contents = [] } of paginateListObjectsV2(
    { client: s3 },
    { Bucket, Prefix: 'raw/LAB001/' },
  )) {
    const Key = Contents.map((object) => object.Key ?? '').find((key) => key.includes(result_id));
    if (Key) return { Bucket, Key };
  }
  throw new Error(`no bytes are kept of ${result_id}`);
};

/** As long as a receive waits at most: one whose client is gone may still take a message away until then. */
const longestReceiveMs = 20_000;

/** Sends a result while the processor is away. */
const sendUnprocessed = async (accession: string): Promise<string> => {
  await (await containerOf('processor')).stop();
  await pause(longestReceiveMs + 1000);
  return (await lab.deliver(bloodCount(accession))).result_id;
};
const processorBack = async (): Promise<void> => {
  await (await containerOf('processor')).start();
  await healthy('processor');
};

/** Takes the message and lets go of it again at once, as a worker does that dies. */
const takeInVain = async (times: number): Promise<void> => {
  const take = { QueueUrl: urlOf('lab-results'), VisibilityTimeout: 0, WaitTimeSeconds: 20 };
  for (let time = 1; time <= times; time += 1) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(take));
    expect(Messages, `try ${time}`).toHaveLength(1);
  }
};

const { maxReceives } = queues['lab-results'];

test('When nobody finishes a message, then SQS parks it after the allowed tries, and moved back it is processed', async () => {
  const result_id = await sendUnprocessed('REDRIVE-1');
  await takeInVain(maxReceives);
  const take = { QueueUrl: urlOf('lab-results'), WaitTimeSeconds: 1 };
  expect((await sqs.send(new ReceiveMessageCommand(take))).Messages ?? []).toEqual([]);
  await expect.poll(() => waitingIn('lab-results-dlq'), patience).toBe(1);

  await processorBack();
  await moveBack();
  expect((await lab.ended(result_id)).status).toBe('READY');
  expect(await waitingIn('lab-results-dlq')).toBe(0);
});

test('When the bytes are away, then the processor gives up with a reason; put back and moved back, the result is READY', async () => {
  const result_id = await sendUnprocessed('REDRIVE-2');
  const at = await bytesOf(result_id);
  const bytes = await (await s3.send(new GetObjectCommand(at))).Body?.transformToByteArray();
  await s3.send(new DeleteObjectCommand(at));

  // The last of the tries, which would otherwise be minutes apart.
  await takeInVain(maxReceives - 1);
  await processorBack();
  await expect.poll(() => waitingIn('lab-results-dlq'), patience).toBe(1);
  expect(await lab.ended(result_id)).toMatchObject({
    status: 'FAILED',
    submissions: [{ reason: expect.stringContaining('E_UNAVAILABLE') }],
  });

  await s3.send(new PutObjectCommand({ ...at, Body: bytes }));
  await moveBack();
  await expect.poll(async () => (await lab.status(result_id)).status, patience).toBe('READY');
  expect(await waitingIn('lab-results-dlq')).toBe(0);
});
