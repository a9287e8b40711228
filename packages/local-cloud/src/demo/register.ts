import { type AttributeValue, BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { resourceName } from '@labsecure/contracts/resources';
import { demoLabs } from './labs.ts';
import { demoPeople } from './people.ts';

type FlatItem = Record<string, string | boolean | undefined>;

const toItem = (record: FlatItem): Record<string, AttributeValue> => {
  const item: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(record)) {
    if (typeof value === 'string') item[name] = { S: value };
    if (typeof value === 'boolean') item[name] = { BOOL: value };
  }
  return item;
};

/**
 * Registers the demo's labs and patients in tables that were just created; in tables kept from an earlier run they
 * are as people left them.
 */
export const registerDemo = async (endpoint: string, prefix: string, created: Set<string>): Promise<void> => {
  const records = { labs: demoLabs, patients: demoPeople.map(({ patient }) => patient) };
  const wanted = Object.entries(records).filter(([table]) => created.has(table));
  if (wanted.length === 0) return;
  const requests = wanted.map(([table, items]) => [
    resourceName(prefix, table),
    items.map((item) => ({ PutRequest: { Item: toItem(item) } })),
  ]);
  const dynamodb = new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  try {
    await dynamodb.send(new BatchWriteItemCommand({ RequestItems: Object.fromEntries(requests) }));
  } finally {
    dynamodb.destroy();
  }
};
