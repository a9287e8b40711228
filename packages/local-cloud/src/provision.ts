import {
  type AttributeDefinition,
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  type KeySchemaElement,
  ResourceInUseException,
} from '@aws-sdk/client-dynamodb';
import { BucketAlreadyOwnedByYou, CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { bucketNames, resourceName, type TableResource, tables } from '@labsecure/contracts/resources';
import { provisionQueues } from './provision-queues.ts';

export interface Endpoints {
  s3: string;
  sqs: string;
  dynamodb: string;
}

const account = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

/** Lifecycle rules are left out: nothing here lives long enough to be moved to a colder class. */
const createBuckets = async (s3: S3Client, prefix: string): Promise<void> => {
  for (const name of bucketNames) {
    try {
      await s3.send(new CreateBucketCommand({ Bucket: resourceName(prefix, name) }));
    } catch (error) {
      if (!(error instanceof BucketAlreadyOwnedByYou)) throw error;
    }
  }
};

const keySchema = (key: { partitionKey: string; sortKey?: string }): KeySchemaElement[] => [
  { AttributeName: key.partitionKey, KeyType: 'HASH' },
  ...(key.sortKey ? [{ AttributeName: key.sortKey, KeyType: 'RANGE' as const }] : []),
];

const attributesOf = (table: TableResource): AttributeDefinition[] => {
  const keys = [table, ...Object.values(table.indexes ?? {})];
  const names = new Set(
    keys.flatMap((key) => (key.sortKey ? [key.partitionKey, key.sortKey] : [key.partitionKey])),
  );
  return [...names].map((name) => ({
    AttributeName: name,
    AttributeType: name === table.sortKey ? (table.sortKeyType ?? 'S') : 'S',
  }));
};

/** The request that creates a table as `resources.json` describes it. */
export const createTableRequest = (prefix: string, name: string, table: TableResource): CreateTableCommand =>
  new CreateTableCommand({
    TableName: resourceName(prefix, name),
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: keySchema(table),
    AttributeDefinitions: attributesOf(table),
    GlobalSecondaryIndexes:
      table.indexes &&
      Object.entries(table.indexes).map(([indexName, index]) => ({
        IndexName: indexName,
        KeySchema: keySchema(index),
        Projection: index.include
          ? { ProjectionType: 'INCLUDE', NonKeyAttributes: index.include }
          : { ProjectionType: 'ALL' },
      })),
  });

const createTables = async (dynamodb: DynamoDBClient, prefix: string): Promise<Set<string>> => {
  const created = new Set<string>();
  const create = async (name: string, table: TableResource): Promise<void> => {
    try {
      await dynamodb.send(createTableRequest(prefix, name, table));
      created.add(name);
    } catch (error) {
      if (!(error instanceof ResourceInUseException)) throw error;
    }
    const describe = new DescribeTableCommand({ TableName: resourceName(prefix, name) });
    while ((await dynamodb.send(describe)).Table?.TableStatus !== 'ACTIVE') {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  await Promise.all(Object.entries(tables).map(([name, table]) => create(name, table)));
  return created;
};

/**
 * Creates what `resources.json` describes; what is there already is kept.
 * @returns the tables that were not there before
 */
export const provision = async (endpoints: Endpoints, prefix: string): Promise<Set<string>> => {
  const s3 = new S3Client({ ...account, endpoint: endpoints.s3, forcePathStyle: true });
  const sqs = new SQSClient({ ...account, endpoint: endpoints.sqs, useQueueUrlAsEndpoint: false });
  const dynamodb = new DynamoDBClient({ ...account, endpoint: endpoints.dynamodb });
  try {
    const [created] = await Promise.all([
      createTables(dynamodb, prefix),
      provisionQueues(sqs, prefix),
      createBuckets(s3, prefix),
    ]);
    return created;
  } finally {
    for (const client of [s3, sqs, dynamodb]) client.destroy();
  }
};
