import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { nameKeyOf } from '@labsecure/clinical/same-person-words';
import { resourceName } from '@labsecure/contracts/resources';
import { demoLabs } from './labs.ts';
import { demoPeople } from './people.ts';

/**
 * Registers the demo's labs and patients in tables that were just created; in tables kept from an earlier run they
 * are as people left them.
 */
export const registerDemo = async (endpoint: string, prefix: string, created: Set<string>): Promise<void> => {
  const patients = demoPeople.map(({ patient }) => ({
    ...patient,
    // As the registry writes them: by this they are found by name.
    name_key: nameKeyOf(`${patient.given_name} ${patient.family_name}`),
  }));
  const records = { labs: demoLabs, patients };
  const wanted = Object.entries(records).filter(([table]) => created.has(table));
  if (wanted.length === 0) return;
  const requests = wanted.map(([table, items]) => [
    resourceName(prefix, table),
    items.map((Item) => ({ PutRequest: { Item } })),
  ]);
  const dynamodb = new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const documents = DynamoDBDocumentClient.from(dynamodb, {
    marshallOptions: { removeUndefinedValues: true },
  });
  try {
    await documents.send(new BatchWriteCommand({ RequestItems: Object.fromEntries(requests) }));
  } finally {
    dynamodb.destroy();
  }
};
