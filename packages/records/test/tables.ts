import { tables } from '@labsecure/contracts/resources';
import { startDynamoDb } from '@labsecure/local-cloud/aws/dynamodb';
import { createTableRequest } from '@labsecure/local-cloud/provision';
import { createAwsClients } from '@labsecure/runtime/aws-clients';
import { afterAll } from 'vitest';
import type { RecordsOptions } from '../src/table.ts';

/** Empty tables for one test file, of the local cloud's database alone; they go when it ends. */
export const startTables = async (): Promise<RecordsOptions> => {
  const prefix = 'records-test-';
  const server = await startDynamoDb({ host: '127.0.0.1', port: 0 });
  const { documents, destroy } = createAwsClients(
    {
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${server.port}`,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    },
    // On a busy machine an answer may take longer, and a call that is made again does not find what it found before.
    { requestTimeoutMs: 60_000 },
  );
  afterAll(async () => {
    destroy();
    await server.close();
  });
  for (const [name, table] of Object.entries(tables))
    await documents.send(createTableRequest(prefix, name, table));
  return { documents, prefix };
};
