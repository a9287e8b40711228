import { mkdtemp, rm } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  type KeySchemaElement,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, HeadBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses';
import {
  ChangeMessageVisibilityCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { nameKeyOf } from '@labsecure/clinical/same-person-words';
import { bucketNames, queues, tables } from '@labsecure/contracts/resources';
import { afterEach, expect, test } from 'vitest';
import { PortTakenError } from './aws/listening.ts';
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from './cloud.ts';
import { demoLabs } from './demo/labs.ts';
import { demoPeople } from './demo/people.ts';

const endings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

const start = async (options?: LocalCloudOptions): Promise<LocalCloud> => {
  const cloud = await startLocalCloud(options);
  endings.push(() => cloud.close());
  return cloud;
};

const connect = ({ env }: LocalCloud) => {
  const common = { region: env.AWS_REGION, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
  const s3 = new S3Client({ ...common, endpoint: env.AWS_ENDPOINT_URL_S3, forcePathStyle: true });
  const sqs = new SQSClient({ ...common, endpoint: env.AWS_ENDPOINT_URL_SQS, useQueueUrlAsEndpoint: false });
  const dynamodb = new DynamoDBClient({ ...common, endpoint: env.AWS_ENDPOINT_URL_DYNAMODB });
  const ses = new SESClient({ ...common, endpoint: env.AWS_ENDPOINT_URL_SES });
  endings.push(async () => {
    for (const client of [s3, sqs, dynamodb, ses]) client.destroy();
  });
  const queueUrl = async (name: string) =>
    (await sqs.send(new GetQueueUrlCommand({ QueueName: `${env.RESOURCE_PREFIX}${name}` }))).QueueUrl;
  return { s3, sqs, dynamodb, ses, queueUrl, named: (name: string) => `${env.RESOURCE_PREFIX}${name}` };
};

const sendMail = (ses: SESClient, subject: string) =>
  ses.send(
    new SendEmailCommand({
      Source: 'a@example.com',
      Destination: { ToAddresses: ['b@example.com'] },
      Message: { Subject: { Data: subject }, Body: { Text: { Data: 'there' } } },
    }),
  );

const temporaryFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'labsecure-cloud-'));
  endings.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

test('When the cloud has started, then every queue is there with its visibility, redrive and retention', async () => {
  const { sqs, queueUrl, named } = connect(await start());
  for (const [name, queue] of Object.entries(queues)) {
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: await queueUrl(name), AttributeNames: ['All'] }),
    );
    expect(Attributes).toMatchObject({
      VisibilityTimeout: String(queue.visibilityTimeoutSeconds),
      MessageRetentionPeriod: String(queue.retentionDays * 86_400),
    });
    expect(JSON.parse(Attributes?.RedrivePolicy ?? '')).toEqual({
      deadLetterTargetArn: `arn:aws:sqs:us-east-1:000000000000:${named(queue.deadLetterQueue)}`,
      maxReceiveCount: queue.maxReceives,
    });
    expect(await queueUrl(queue.deadLetterQueue)).toMatch(/^http:\/\/127\.0\.0\.1:/);
  }
});

test('When the cloud has started, then every bucket is there', async () => {
  const { s3, named } = connect(await start());
  for (const name of bucketNames) await s3.send(new HeadBucketCommand({ Bucket: named(name) }));
});

test('When the cloud has started, then every table is there with its keys and indexes', async () => {
  const { dynamodb, named } = connect(await start());
  for (const [name, table] of Object.entries(tables)) {
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: named(name) }));
    const keysOf = (keys: KeySchemaElement[] = []) => keys.map(({ AttributeName }) => AttributeName);
    expect(Table?.TableStatus).toBe('ACTIVE');
    expect(keysOf(Table?.KeySchema)).toEqual([table.partitionKey, table.sortKey].filter(Boolean));
    const indexes = Object.fromEntries(
      (Table?.GlobalSecondaryIndexes ?? []).map((index) => [
        index.IndexName,
        { keys: keysOf(index.KeySchema), include: index.Projection?.NonKeyAttributes?.toSorted() },
      ]),
    );
    const wanted = Object.entries(table.indexes ?? {}).map(([indexName, index]) => [
      indexName,
      { keys: [index.partitionKey, index.sortKey].filter(Boolean), include: index.include?.toSorted() },
    ]);
    expect(indexes).toEqual(Object.fromEntries(wanted));
  }
});

test('When the cloud has started, then the demo labs and patients are registered', async () => {
  const { dynamodb, named } = connect(await start());
  for (const lab of demoLabs) {
    const key = { lab_id: { S: lab.lab_id } };
    const { Item } = await dynamodb.send(new GetItemCommand({ TableName: named('labs'), Key: key }));
    expect(Item?.client_id).toEqual({ S: lab.client_id });
  }
  for (const { patient } of demoPeople) {
    const key = { patient_id: { S: patient.patient_id } };
    const { Item } = await dynamodb.send(new GetItemCommand({ TableName: named('patients'), Key: key }));
    expect(Item?.subject).toEqual({ S: patient.subject });
    const { given_name, family_name } = patient;
    expect(Item?.name_key).toEqual({ S: nameKeyOf(`${given_name} ${family_name}`) });
  }
});

test('When two clouds run in one process, then neither sees what is in the other', async () => {
  const [one, other] = [await start(), await start()];
  await sendMail(connect(one).ses, 'Hello');
  expect((await one.mailbox.messages()).map(({ subject }) => subject)).toEqual(['Hello']);
  expect(await other.mailbox.messages()).toEqual([]);
  const { s3, named } = connect(one);
  await s3.send(new PutObjectCommand({ Bucket: named('raw'), Key: 'x', Body: 'y' }));
  await expect(
    connect(other).s3.send(new GetObjectCommand({ Bucket: named('raw'), Key: 'x' })),
  ).rejects.toThrow();
});

test('When a port is taken, then the error names it and nothing is left running', async () => {
  const first = await start();
  const taken = Number(new URL(first.env.AWS_ENDPOINT_URL_DYNAMODB ?? '').port);
  const second = start({ ports: { dynamodb: taken, mailbox: 0, login: 0, s3AndSqs: 0 } });
  await expect(second).rejects.toThrow(new PortTakenError(taken));
});

test('When the machine has other addresses, then the cloud is not to be reached by them', async () => {
  const { env } = await start();
  const outside = Object.values(networkInterfaces()).flatMap((addresses) =>
    (addresses ?? []).filter(({ internal, family }) => !internal && family === 'IPv4'),
  );
  for (const { address } of outside) {
    for (const name of ['S3', 'DYNAMODB', 'SES']) {
      const url = new URL(env[`AWS_ENDPOINT_URL_${name}`] ?? '');
      url.hostname = address;
      await expect(fetch(url, { signal: AbortSignal.timeout(2000) }), url.href).rejects.toThrow();
    }
  }
});

test('When it is started again on the same folder, then tables, objects, messages and mails are still there', async () => {
  const dataDir = await temporaryFolder();
  const first = await startLocalCloud({ dataDir });
  const before = connect(first);
  await before.s3.send(new PutObjectCommand({ Bucket: before.named('raw'), Key: 'kept', Body: 'bytes' }));
  await before.sqs.send(
    new SendMessageCommand({ QueueUrl: await before.queueUrl('lab-results'), MessageBody: 'kept' }),
  );
  const changed = { patient_id: { S: 'P234567' }, given_name: { S: 'Renamed' } };
  await before.dynamodb.send(new PutItemCommand({ TableName: before.named('patients'), Item: changed }));
  await sendMail(before.ses, 'Kept');
  await first.close();

  const second = await start({ dataDir });
  const after = connect(second);
  const object = await after.s3.send(new GetObjectCommand({ Bucket: after.named('raw'), Key: 'kept' }));
  expect(await object.Body?.transformToString()).toBe('bytes');
  const received = await after.sqs.send(
    new ReceiveMessageCommand({ QueueUrl: await after.queueUrl('lab-results') }),
  );
  expect(received.Messages?.map(({ Body }) => Body)).toEqual(['kept']);
  const { Item } = await after.dynamodb.send(
    new GetItemCommand({ TableName: after.named('patients'), Key: { patient_id: { S: 'P234567' } } }),
  );
  expect(Item?.given_name).toEqual({ S: 'Renamed' });
  expect((await second.mailbox.messages()).map(({ subject }) => subject)).toEqual(['Kept']);
});

test('When a kept message is made visible again at once, then it is neither refused nor lost', async () => {
  const { sqs, queueUrl } = connect(await start({ dataDir: await temporaryFolder() }));
  const QueueUrl = await queueUrl('lab-results');
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'again' }));
  const receive = () =>
    sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames: ['ApproximateReceiveCount'] }),
    );
  const [message] = (await receive()).Messages ?? [];
  await sqs.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl,
      ReceiptHandle: message?.ReceiptHandle,
      VisibilityTimeout: 0,
    }),
  );
  const [again] = (await receive()).Messages ?? [];
  expect(again).toMatchObject({ Body: 'again', Attributes: { ApproximateReceiveCount: '2' } });
});
