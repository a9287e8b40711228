import { setTimeout as pause } from 'node:timers/promises';
import { BatchWriteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { UnavailableError } from '@labsecure/contracts/errors';
import { resourceName, type TableName, tables } from '@labsecure/contracts/resources';
import { coalesce } from './batching.ts';

type Item = Record<string, unknown>;

interface Write {
  table: string;
  key: string;
  item: Item;
}

/** DynamoDB: at most 25 writes a call. */
const maxWrites = 25;
const attempts = 5;

const keyOf = (name: TableName, item: Item): string => {
  const { partitionKey, sortKey } = tables[name];
  return JSON.stringify([name, item[partitionKey], sortKey === undefined ? null : item[sortKey]]);
};

const isRefused = (error: unknown): boolean => error instanceof Error && error.name === 'ValidationException';

/**
 * Unconditional puts, those of concurrent callers in one BatchWriteItem. Of two puts of the same key in one batch the
 * later one is written (DynamoDB refuses a batch that names a key twice). Resolves once the item is durable.
 * @param prefix of this environment's resource names
 * @returns takes the table's name without the prefix
 * @throws UnavailableError when DynamoDB did not take the item in time
 */
export function createTableWriter(
  documents: DynamoDBDocumentClient,
  prefix: string,
): (table: TableName, item: Item) => Promise<void> {
  /** @returns keys of the writes that DynamoDB left undone */
  async function writeOnce(writes: Write[]): Promise<Write[]> {
    const RequestItems: Record<string, { PutRequest: { Item: Item } }[]> = {};
    for (const { table, item } of writes) {
      RequestItems[table] ??= [];
      RequestItems[table].push({ PutRequest: { Item: item } });
    }
    const { UnprocessedItems = {} } = await documents.send(new BatchWriteCommand({ RequestItems }));
    const undone = new Set(
      Object.entries(UnprocessedItems).flatMap(([table, requests]) =>
        requests.map(({ PutRequest }) =>
          keyOf(table.slice(prefix.length) as TableName, PutRequest?.Item ?? {}),
        ),
      ),
    );
    return writes.filter(({ key }) => undone.has(key));
  }

  async function write(writes: Write[]): Promise<Set<string>> {
    let left = writes;
    for (let attempt = 0; left.length > 0 && attempt < attempts; attempt++) {
      if (attempt > 0) await pause(25 * 2 ** attempt * (1 + Math.random()));
      left = await writeOnce(left);
    }
    return new Set(left.map(({ key }) => key));
  }

  /** So that one item DynamoDB cannot take fails alone, and not those that happened to travel with it. */
  const writeSingly = (writes: Write[]): Promise<(undefined | Error)[]> =>
    Promise.all(
      writes.map(({ table, item }) =>
        documents.send(new PutCommand({ TableName: table, Item: item })).then(
          () => undefined,
          (error: Error) => error,
        ),
      ),
    );

  const put = coalesce<Write, undefined>({
    maxItems: maxWrites,
    maxWaitMs: 2,
    async send(writes) {
      const lastOfEachKey = [...new Map(writes.map((write) => [write.key, write])).values()];
      try {
        const undone = await write(lastOfEachKey);
        return writes.map(({ key }) => (undone.has(key) ? new UnavailableError() : undefined));
      } catch (error) {
        if (isRefused(error)) return writeSingly(writes);
        throw error;
      }
    },
  });

  return async (table, item) => {
    await put({ table: resourceName(prefix, table), key: keyOf(table, item), item });
  };
}
