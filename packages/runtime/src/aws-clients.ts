import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SESClient } from '@aws-sdk/client-ses';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { AwsCredentialIdentityProvider, RequestSigner } from '@smithy/types';
import type { Static, TObject } from 'typebox';
import { cachePerBucket } from './aws-s3-cache.ts';
import { createSigner } from './aws-signer.ts';
import { AwsTransport } from './aws-transport.ts';
import type { AwsSettings } from './settings.ts';

export type AwsConnection = Omit<Static<TObject<typeof AwsSettings>>, 'RESOURCE_PREFIX'>;

export interface AwsClients {
  s3: S3Client;
  sqs: SQSClient;
  documents: DynamoDBDocumentClient;
  ses: SESClient;
  destroy: () => void;
}

export interface AwsClientOptions {
  /** How long one attempt of a call may take; a call makes three. A receive may wait 20 s longer. */
  requestTimeoutMs?: number;
}

interface TunableClient {
  config: object;
  middlewareStack: { remove: (name: string) => boolean };
}

/**
 * Steps of every call that do nothing for us: logging to nobody, Lambda's recursion check, S3 Express, redirects to
 * other regions, waiting for 100-continue, and building a user agent afresh (the transport sends a fixed one).
 */
const idleSteps = [
  'loggerMiddleware',
  'recursionDetectionMiddleware',
  's3ExpressMiddleware',
  'regionRedirectMiddleware',
  'addExpectContinueMiddleware',
  'getUserAgentMiddleware',
];

function tune(client: TunableClient): void {
  for (const step of idleSteps) client.middlewareStack.remove(step);
  // The SDK copies this object of 70 properties three times a call, and V8 keeps what was built by Object.assign as a
  // hash table. An object that is somebody's prototype it lays out flat, which makes each copy four times as fast.
  Object.setPrototypeOf({}, client.config);
}

function credentialsOf(settings: AwsConnection) {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = settings;
  if (accessKeyId === undefined || secretAccessKey === undefined) return {};
  const sessionToken = settings.AWS_SESSION_TOKEN;
  return {
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
  };
}

/**
 * The official clients, tuned once for all services. Without AWS_ACCESS_KEY_ID the credentials are the SDK's usual
 * ones: the role of the task or the machine.
 */
export function createAwsClients(settings: AwsConnection, options: AwsClientOptions = {}): AwsClients {
  const { AWS_REGION: region } = settings;
  const { requestTimeoutMs = 3000 } = options;

  /** @param client is asked for its credentials later, when it has been built */
  function common(
    service: string,
    endpoint: string | undefined,
    client: () => { config: { credentials: AwsCredentialIdentityProvider } },
  ) {
    let signer: RequestSigner | undefined;
    return {
      region,
      maxAttempts: 3,
      requestHandler: new AwsTransport({ requestTimeoutMs }),
      signer: async () => {
        signer ??= createSigner({ service, region, credentials: client().config.credentials });
        return signer;
      },
      ...(endpoint === undefined ? {} : { endpoint }),
      ...credentialsOf(settings),
    };
  }

  const s3: S3Client = new S3Client({
    ...common('s3', settings.AWS_ENDPOINT_URL_S3, () => s3),
    forcePathStyle: settings.AWS_ENDPOINT_URL_S3 !== undefined,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const sqs: SQSClient = new SQSClient({
    ...common('sqs', settings.AWS_ENDPOINT_URL_SQS, () => sqs),
    cacheMiddleware: true,
    md5: false,
    useQueueUrlAsEndpoint: settings.AWS_ENDPOINT_URL_SQS === undefined,
  });
  // Not cached: the document client keeps a command's input in what would be cached.
  const dynamo: DynamoDBClient = new DynamoDBClient(
    common('dynamodb', settings.AWS_ENDPOINT_URL_DYNAMODB, () => dynamo),
  );
  const ses: SESClient = new SESClient(common('ses', settings.AWS_ENDPOINT_URL_SES, () => ses));
  const clients = [s3, sqs, dynamo, ses];
  for (const client of clients) tune(client);
  cachePerBucket(s3);

  return {
    s3,
    sqs,
    documents: DynamoDBDocumentClient.from(dynamo, { marshallOptions: { removeUndefinedValues: true } }),
    ses,
    destroy: () => {
      for (const client of clients) client.destroy();
    },
  };
}
