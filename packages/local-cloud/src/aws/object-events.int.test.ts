import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import {
  DeleteMessageCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { FileDropMessage } from '@labsecure/contracts/messages';
import { afterEach, expect, test } from 'vitest';
import { type LocalCloud, startLocalCloud } from '../cloud.ts';

const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

const connect = async ({ env }: LocalCloud) => {
  const common = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
  const s3 = new S3Client({ ...common, endpoint: env.AWS_ENDPOINT_URL_S3, forcePathStyle: true });
  const sqs = new SQSClient({ ...common, endpoint: env.AWS_ENDPOINT_URL_SQS, useQueueUrlAsEndpoint: false });
  endings.push(async () => {
    s3.destroy();
    sqs.destroy();
  });
  const named = (name: string): string => `${env.RESOURCE_PREFIX}${name}`;
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: named('file-drop') }));
  const Bucket = named('drop');

  /** Takes what is on the queue at this moment; a put has been told of before it is answered. */
  const waiting = async (): Promise<Message[]> => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    for (const { ReceiptHandle } of Messages)
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    return Messages;
  };
  const events = async () =>
    (await waiting()).flatMap(({ Body = '' }) => {
      const message: FileDropMessage = JSON.parse(Body);
      return 'Records' in message ? message.Records : [];
    });
  const put = (Key: string, Body: string | Uint8Array = 'a') =>
    s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  return { s3, Bucket, named, put, events, waiting };
};

const start = async (dataDir?: string): Promise<LocalCloud> => {
  const cloud = await startLocalCloud({ dataDir });
  endings.push(() => cloud.close());
  return cloud;
};

const keysOf = (records: { s3: { object: { key: string } } }[]): string[] =>
  records.map(({ s3 }) => s3.object.key);

test('When a file is put under incoming/, then the queue is told of it as S3 tells', async () => {
  const { Bucket, put, waiting } = await connect(await start());
  const { ETag } = await put('incoming/LAB001/March.csv', 'twelve bytes');
  const [message, ...others] = await waiting();
  expect(others).toEqual([]);
  expect(JSON.parse(message?.Body ?? '')).toEqual({
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: 'us-east-1',
        eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        eventName: 'ObjectCreated:Put',
        s3: {
          s3SchemaVersion: '1.0',
          bucket: { name: Bucket, arn: `arn:aws:s3:::${Bucket}` },
          object: {
            key: 'incoming/LAB001/March.csv',
            size: 12,
            eTag: ETag?.replaceAll('"', ''),
            sequencer: expect.stringMatching(/^[0-9A-F]{16}$/),
          },
        },
      },
    ],
  });
});

test('When the name of a file has signs of its own, then the key is encoded as in a form', async () => {
  const { put, events } = await connect(await start());
  const names = ['March 3rd (2).csv', 'a+b&c=d.csv', 'Größe ✓.hl7', '100%.csv'];
  for (const name of names) await put(`patients/${name}`);
  const keys = keysOf(await events());
  expect(keys[0]).toBe('patients/March+3rd+%282%29.csv');
  expect(keys.map((key) => decodeURIComponent(key.replaceAll('+', ' ')))).toEqual(
    names.map((name) => `patients/${name}`),
  );
});

test('When a file comes by a presigned address, a copy or in parts, then the queue is told of it, too', async () => {
  const { s3, Bucket, put, events } = await connect(await start());
  const address = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key: 'incoming/LAB001/signed.hl7' }));
  expect((await fetch(address, { method: 'PUT', body: 'MSH' })).status).toBe(200);

  await put('elsewhere/original.csv');
  await s3.send(
    new CopyObjectCommand({
      Bucket,
      Key: 'patients/copy.csv',
      CopySource: `${Bucket}/elsewhere/original.csv`,
    }),
  );

  const whole = { Bucket, Key: 'incoming/LAB002/parts.csv' };
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(whole));
  const part = { PartNumber: 1, Body: 'all of it' };
  const { ETag } = await s3.send(new UploadPartCommand({ ...whole, UploadId, ...part }));
  const Parts = [{ PartNumber: 1, ETag }];
  await s3.send(new CompleteMultipartUploadCommand({ ...whole, UploadId, MultipartUpload: { Parts } }));

  const told = await events();
  expect(keysOf(told)).toEqual([
    'incoming/LAB001/signed.hl7',
    'patients/copy.csv',
    'incoming/LAB002/parts.csv',
  ]);
  expect(told.map(({ s3: { object } }) => object.size)).toEqual([3, 1, 9]);
});

test('When an object lies elsewhere, in another bucket, or is deleted, then the queue is told of nothing', async () => {
  const { s3, Bucket, named, put, waiting } = await connect(await start());
  await put('accepted/LAB001/March.csv');
  await put('old-incoming/March.csv');
  const Key = 'incoming/LAB001/March.csv';
  await s3.send(new PutObjectCommand({ Bucket: named('raw'), Key, Body: 'a' }));
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'accepted/LAB001/March.csv' }));
  expect(await waiting()).toEqual([]);
});

test('When the cloud starts again, then files that still lie there are told of again, and moved ones are not', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'labsecure-events-'));
  endings.push(() => rm(dataDir, { recursive: true, force: true }));
  const before = await startLocalCloud({ dataDir });
  const first = await connect(before);
  for (const Key of ['incoming/LAB001/a.csv', 'incoming/LAB001/b.csv', 'patients/c.csv'])
    await first.put(Key);
  const [told] = await first.events();
  await first.s3.send(new DeleteObjectCommand({ Bucket: first.Bucket, Key: 'incoming/LAB001/b.csv' }));
  await before.close();

  const again = await (await connect(await start(dataDir))).events();
  expect(keysOf(again)).toEqual(['incoming/LAB001/a.csv', 'patients/c.csv']);
  expect(again[0]?.eventTime).toBe(told?.eventTime);
});

test('When a file is empty, or as large as no single result may be, then it is kept whole', async () => {
  const { s3, Bucket, put, events } = await connect(await start());
  const sizes = [0, 27 * 1024 * 1024];
  for (const size of sizes) await put(`incoming/LAB001/${size}`, Buffer.alloc(size, 'x'));
  expect((await events()).map(({ s3: { object } }) => object.size)).toEqual(sizes);
  for (const size of sizes) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: `incoming/LAB001/${size}` }));
    expect((await Body?.transformToByteArray())?.length).toBe(size);
  }
});
