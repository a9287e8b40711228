import type { Call } from './calls.ts';

/** One action on one resource, in words that both sides share: `dynamodb:Query` on `index submissions/pending`. */
export interface Permission {
  action: string;
  resource: string;
  /** Where it comes from, for people. */
  from: string;
}

const tableAction = (action: string) => [`dynamodb:${action}`];

/** What AWS asks for before it answers a command. https://docs.aws.amazon.com/service-authorization/latest/reference/ */
const tables: Record<string, string[]> = {
  BatchGet: tableAction('BatchGetItem'),
  BatchWrite: tableAction('BatchWriteItem'),
  Delete: tableAction('DeleteItem'),
  Get: tableAction('GetItem'),
  Put: tableAction('PutItem'),
  Query: tableAction('Query'),
  Scan: tableAction('Scan'),
  Update: tableAction('UpdateItem'),
};

const queues: Record<string, string[]> = {
  ChangeMessageVisibility: ['sqs:ChangeMessageVisibility'],
  ChangeMessageVisibilityBatch: ['sqs:ChangeMessageVisibility'],
  DeleteMessage: ['sqs:DeleteMessage'],
  DeleteMessageBatch: ['sqs:DeleteMessage'],
  GetQueueAttributes: ['sqs:GetQueueAttributes'],
  GetQueueUrl: ['sqs:GetQueueUrl'],
  ReceiveMessage: ['sqs:ReceiveMessage'],
  SendMessage: ['sqs:SendMessage'],
  SendMessageBatch: ['sqs:SendMessage'],
};

const objects: Record<string, string[]> = {
  AbortMultipartUpload: ['s3:AbortMultipartUpload'],
  CompleteMultipartUpload: ['s3:PutObject'],
  CopyObject: ['s3:PutObject'],
  CopySource: ['s3:GetObject'],
  CreateMultipartUpload: ['s3:PutObject'],
  DeleteObject: ['s3:DeleteObject'],
  GetObject: ['s3:GetObject'],
  // Of a missing object S3 says so only to those who may list the bucket.
  HeadObject: ['s3:GetObject', 's3:ListBucket'],
  PostObject: ['s3:PutObject'],
  PutObject: ['s3:PutObject'],
  UploadPart: ['s3:PutObject'],
};

/** Beside the right to the object as it is now. */
const versions: Record<string, string[]> = {
  CopySource: ['s3:GetObjectVersion'],
  DeleteObject: ['s3:DeleteObjectVersion'],
  GetObject: ['s3:GetObjectVersion'],
  HeadObject: ['s3:GetObjectVersion'],
};

const buckets: Record<string, string[]> = {
  HeadBucket: ['s3:ListBucket'],
  ListObjectsV2: ['s3:ListBucket'],
};

/** What lies encrypted opens only to those who may use its key, too. */
const opened: [string, string][] = [['kms:Decrypt', 'key data through s3']];
const sealed: [string, string][] = [['kms:GenerateDataKey', 'key data through s3']];
const keyActions: Record<string, [string, string][]> = {
  CompleteMultipartUpload: opened,
  CopyObject: sealed,
  CopySource: opened,
  CreateMultipartUpload: [...opened, ...sealed],
  GetObject: opened,
  PostObject: sealed,
  PutObject: sealed,
  UploadPart: [...opened, ...sealed],
  ReceiveMessage: [['kms:Decrypt', 'key messaging through sqs']],
  SendMessage: [
    ['kms:Decrypt', 'key messaging through sqs'],
    ['kms:GenerateDataKey', 'key messaging through sqs'],
  ],
};

/** @throws Error for a command that stands in none of the lists above, or whose resource the code does not tell */
export const neededFor = ({ command, resource, index, versioned, at }: Call): Permission[] => {
  const permission = (action: string, what: string): Permission => ({
    action,
    resource: what,
    from: `${command} in ${at}`,
  });
  if (command === 'SendEmail') return [permission('ses:SendEmail', 'mail')];
  const actions = tables[command] ?? queues[command] ?? objects[command] ?? buckets[command];
  if (actions === undefined)
    throw new Error(`${at}: what ${command} needs is not known here; add it to scripts/iam/permissions.ts.`);
  if (resource === undefined)
    throw new Error(`${at}: the code does not tell which table, bucket or queue ${command} is for.`);

  const keys = (keyActions[command.replace('Batch', '')] ?? []).map(([action, key]) =>
    permission(action, key),
  );
  if (tables[command]) {
    const what = index === undefined ? `table ${resource}` : `index ${resource}/${index}`;
    return [
      ...actions.map((action) => permission(action, what)),
      permission('kms:Decrypt', 'key data through dynamodb'),
    ];
  }
  if (queues[command]) return [...actions.map((action) => permission(action, `queue ${resource}`)), ...keys];
  return [
    ...[...actions, ...((versioned && versions[command]) || [])].map((action) =>
      permission(action, action === 's3:ListBucket' ? `bucket ${resource}` : `objects of ${resource}`),
    ),
    ...keys,
  ];
};
