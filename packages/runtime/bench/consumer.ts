/** The measured process: handles messages without end, either our way or the usual one. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { LabResultMessage } from '@labsecure/contracts/messages';
import { serveReadings } from '@labsecure/testing/measured-process';
import { pino } from 'pino';
import { Consumer } from 'sqs-consumer';
import { createAwsClients } from '../src/aws-clients.ts';
import { createQueueWorker } from '../src/queue-worker.ts';
import { createTableWriter } from '../src/table-writes.ts';

const [way = 'ours', endpoint = ''] = process.argv.slice(2);
const queueUrl = `${endpoint}/000000000000/lab-results`;
const object = { Bucket: 'raw', Key: 'raw/LAB001/2024/01/15/result/digest.json' };
// A key of its own for each message: writes of the same key would be folded into one.
const itemOf = (id: string, body: string) => ({ result_id: id, submission_id: String(handled), body });
let handled = 0;

const ours = (): void => {
  const { s3, sqs, documents } = createAwsClients({
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_ENDPOINT_URL_SQS: endpoint,
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  });
  const write = createTableWriter(documents, '');
  createQueueWorker({
    sqs,
    queueUrl,
    deadLetterQueueUrl: queueUrl,
    schema: LabResultMessage,
    visibilityTimeoutSeconds: 60,
    maxReceives: 5,
    concurrency: 32,
    logger: pino({ level: 'silent' }),
    async handle({ result_id }) {
      const { Body } = await s3.send(new GetObjectCommand(object));
      await write('submissions', itemOf(result_id, (await Body?.transformToString()) ?? ''));
      handled += 1;
    },
  }).start();
};

const usual = (): void => {
  const options = {
    region: 'us-east-1',
    endpoint,
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  };
  const s3 = new S3Client({ ...options, forcePathStyle: true });
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(options));
  Consumer.create({
    queueUrl,
    sqs: new SQSClient({ ...options, useQueueUrlAsEndpoint: false }),
    batchSize: 10,
    handleMessageBatch: async (messages) => {
      await Promise.all(
        messages.map(async ({ Body: body = '' }) => {
          const { result_id } = JSON.parse(body);
          const { Body } = await s3.send(new GetObjectCommand(object));
          const Item = itemOf(result_id, (await Body?.transformToString()) ?? '');
          await documents.send(new PutCommand({ TableName: 'submissions', Item }));
          handled += 1;
        }),
      );
      return messages;
    },
  }).start();
};

if (way === 'ours') ours();
else usual();
serveReadings('working', () => handled);
