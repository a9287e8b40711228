import { ConditionalCheckFailedException, DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  paginateScan,
  QueryCommand,
  type QueryCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { PermanentError } from '@labsecure/contracts/errors';
import { resourceName, type TableName } from '@labsecure/contracts/resources';
import { type Changes, updateExpressionOf } from './changes.ts';

export interface RecordsOptions {
  documents: DynamoDBDocumentClient;
  /** For example `labsecure-dev-`. */
  prefix: string;
}

type Key = Record<string, string>;
type Query = Omit<QueryCommandInput, 'TableName'>;

/** What must hold of the item as it lies in the table for a write to happen. */
export interface Condition {
  when: string;
  names?: Record<string, string>;
  values?: Record<string, unknown>;
}

/**
 * Runs a write. An item DynamoDB will never take (too big, above all) is a PermanentError: no retry would help.
 * Everything else, an unreachable DynamoDB included, is thrown as it came.
 */
export const refusedForGood = async <T>(write: () => Promise<T>): Promise<T> => {
  try {
    return await write();
  } catch (error) {
    if (error instanceof DynamoDBServiceException && error.name === 'ValidationException')
      throw new PermanentError('The record cannot be stored: DynamoDB refuses it.', 'E_NOT_STORABLE', error);
    throw error;
  }
};

/** The answer to a write, `undefined` when its condition did not hold. */
const whenItHolds = async <T>(write: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await refusedForGood(write);
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
};

/** DynamoDB takes no empty maps of names or values. */
const unlessEmpty = <T extends object>(map: T): T | undefined =>
  Object.keys(map).length > 0 ? map : undefined;

const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
};

/** One table as the repositories use it. `T` is trusted: this package alone writes these items. */
export const openTable = ({ documents, prefix }: RecordsOptions, name: TableName) => {
  const TableName = resourceName(prefix, name);

  /** By key, consistently. */
  const get = async <T>(key: Key): Promise<T | undefined> => {
    const { Item } = await documents.send(new GetCommand({ TableName, Key: key, ConsistentRead: true }));
    return Item as T | undefined;
  };

  /** One page, at most `Limit` long. */
  const page = async <T>(query: Query): Promise<{ items: T[]; more: boolean }> => {
    const answer = await documents.send(new QueryCommand({ TableName, ...query }));
    return { items: (answer.Items ?? []) as T[], more: answer.LastEvaluatedKey !== undefined };
  };

  /** Item after item, holding one page in memory. */
  async function* walk<T>(query: Query): AsyncGenerator<T> {
    for await (const { Items = [] } of paginateQuery({ client: documents }, { TableName, ...query }))
      yield* Items as T[];
  }

  const all = <T>(query: Query): Promise<T[]> => collect(walk<T>(query));

  /** Page after page, until so many items are there: a filter may leave few of a page. At most so many pages are read. */
  const firstPages = async <T>(
    query: Query,
    { items: enough, pages: most }: { items: number; pages: number },
  ): Promise<{ items: T[]; more: boolean }> => {
    const items: T[] = [];
    let more = false;
    let pages = 0;
    for await (const answer of paginateQuery({ client: documents }, { TableName, ...query })) {
      items.push(...((answer.Items ?? []) as T[]));
      more = answer.LastEvaluatedKey !== undefined;
      pages += 1;
      if (items.length >= enough || pages >= most) break;
    }
    return { items, more };
  };

  /** Every item there is, consistently. For small tables alone. */
  const everything = async <T>(): Promise<T[]> => {
    const pages = await collect(paginateScan({ client: documents }, { TableName, ConsistentRead: true }));
    return pages.flatMap(({ Items = [] }) => Items as T[]);
  };

  /** False when the condition did not hold; nothing is written then. */
  const put = async (item: object, condition?: Condition): Promise<boolean> => {
    const command = new PutCommand({
      TableName,
      Item: { ...item },
      ConditionExpression: condition?.when,
      ExpressionAttributeNames: condition?.names,
      ExpressionAttributeValues: condition?.values,
    });
    return (await whenItHolds(() => documents.send(command))) !== undefined;
  };

  /** The item after the update; `undefined` when the condition did not hold, and nothing is changed then. */
  const update = async (key: Key, changes: Changes, condition?: Condition) => {
    const { UpdateExpression, names, values } = updateExpressionOf(changes);
    const command = new UpdateCommand({
      TableName,
      Key: key,
      UpdateExpression,
      ConditionExpression: condition?.when,
      ExpressionAttributeNames: unlessEmpty({ ...names, ...condition?.names }),
      ExpressionAttributeValues: unlessEmpty({ ...values, ...condition?.values }),
      ReturnValues: 'ALL_NEW',
    });
    return (await whenItHolds(() => documents.send(command)))?.Attributes;
  };

  return { get, page, firstPages, walk, all, everything, put, update };
};
