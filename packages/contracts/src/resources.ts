import resources from '../resources.json' with { type: 'json' };

export type QueueName = keyof typeof resources.queues;
export type BucketName = keyof typeof resources.buckets;
export type TableName = keyof typeof resources.tables;

export interface QueueResource {
  visibilityTimeoutSeconds: number;
  maxReceives: number;
  retentionDays: number;
  deadLetterQueue: string;
}

export interface BucketResource {
  /** The queue that is told of every object that is put there, and the beginnings of the keys it is told of. */
  events?: { queue: QueueName; prefixes: string[] };
}

export interface IndexResource {
  partitionKey: string;
  sortKey?: string;
  /** Attributes copied into the index besides the keys; all of them when absent. */
  include?: string[];
}

export interface TableResource {
  partitionKey: string;
  sortKey?: string;
  /** DynamoDB type of the sort key; `S` when absent. */
  sortKeyType?: 'S' | 'N';
  /** Attribute that holds the expiry in epoch seconds. */
  timeToLive?: string;
  indexes?: Record<string, IndexResource>;
}

/** Everything the system stores in or sends through, read by the local cloud, the compose stack and Terraform. */
export const queues: Record<QueueName, QueueResource> = resources.queues;
export const tables: Record<TableName, TableResource> = resources.tables as Record<TableName, TableResource>;
export const buckets: Record<BucketName, BucketResource> = resources.buckets as Record<
  BucketName,
  BucketResource
>;
export const bucketNames = Object.keys(resources.buckets) as BucketName[];

/**
 * The name a resource carries in its environment.
 * @param prefix for example `labsecure-dev-`
 */
export const resourceName = (prefix: string, name: string): string => `${prefix}${name}`;
