/** The measured process: ingest with our adapters, its turns watched or not, or the same handler over the SDK as it comes. */
import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Lab } from '@labsecure/contracts/labs';
import { createLogger } from '@labsecure/runtime/logger';
import { serveReadings } from '@labsecure/testing/measured-process';
import { buildApp } from '../src/app.ts';
import { createAcceptSubmission } from '../src/domain/accept-submission.ts';
import { wire } from '../src/wiring.ts';
import { watchTurns } from './longest-turn.ts';

const [way = 'ours', endpoint = '', issuer = '', jwksUri = ''] = process.argv.slice(2);
const logger = createLogger({ service: 'ingest', level: 'silent' });

const ours = async () => {
  const { app } = await wire(
    {
      HOST: '127.0.0.1',
      PORT: 0,
      LOG_LEVEL: 'silent',
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'bench',
      AWS_SECRET_ACCESS_KEY: 'bench',
      AWS_ENDPOINT_URL_S3: endpoint,
      AWS_ENDPOINT_URL_SQS: endpoint,
      AWS_ENDPOINT_URL_DYNAMODB: endpoint,
      AWS_ENDPOINT_URL_SES: endpoint,
      RESOURCE_PREFIX: 'bench-',
      OIDC_ISSUER: issuer,
      OIDC_JWKS_URI: jwksUri,
      RATE_LIMIT_PER_MINUTE: 100_000_000,
      TRUSTED_PROXIES: '',
      DROP_CONCURRENCY: 1,
      MAX_EVENT_LOOP_DELAY_MS: 1000,
      DROP_SWEEP_EVERY_SECONDS: 300,
      DROP_SWEEP_AFTER_SECONDS: 900,
    },
    logger,
  );
  return app;
};

const plain = async () => {
  const options = {
    region: 'us-east-1',
    endpoint,
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  };
  const s3 = new S3Client({ ...options, forcePathStyle: true });
  const sqs = new SQSClient({ ...options, useQueueUrlAsEndpoint: false });
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(options), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const lab: Lab = {
    lab_id: 'LAB001',
    name: 'Lab',
    client_id: 'lab001-client',
    time_zone: 'UTC',
    active: true,
  };
  return buildApp({
    maxEventLoopDelayMs: 1000,
    logger,
    login: { issuer, jwksUri },
    trustProxy: [],
    rateLimitPerMinute: 100_000_000,
    labOfClient: async () => lab,
    accept: createAcceptSubmission({
      claimIdempotencyKey: async () => 'ours',
      firstReceiptOf: async (_lab, _digest, receivedAt) => receivedAt,
      storeRaw: async (Key, Body) =>
        void (await s3.send(new PutObjectCommand({ Bucket: 'bench-raw', Key, Body }))),
      recordSubmission: async (Item) =>
        void (await documents.send(new PutCommand({ TableName: 'bench-submissions', Item }))),
      announce: async (message) =>
        void (await sqs.send(
          new SendMessageCommand({
            QueueUrl: `${endpoint}/000000000000/lab-results`,
            MessageBody: JSON.stringify(message),
          }),
        )),
    }),
    settle: () => {
      throw new Error('not measured');
    },
    validate: () => {
      throw new Error('not measured');
    },
    validateStream: () => {
      throw new Error('not measured');
    },
    readStatus: () => Promise.reject(new Error('not measured')),
    readHistory: () => Promise.reject(new Error('not measured')),
    giveUploadAddress: () => Promise.reject(new Error('not measured')),
    sealingKey: undefined,
    probes: { live: () => true } as never,
  });
};

const app = await (way === 'plain' ? plain() : ours());
await app.listen({ host: '127.0.0.1', port: 0 });
serveReadings((app.server.address() as AddressInfo).port, way === 'watched' ? watchTurns() : undefined);
