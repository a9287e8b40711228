import {
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { bucketNames, resourceName } from '@labsecure/contracts/resources';
import { objectEvents } from '../object-events.ts';

const arnOf = (queue: string): string => `arn:aws:sqs:us-east-1:000000000000:${queue}`;

/**
 * What the embedded cloud has no words for: buckets keep versions, as on AWS, and tell queues of new objects. Safe to do
 * again; S3 sends a trial event each time.
 */
export const provisionEvents = async (s3: S3Client, prefix: string): Promise<void> => {
  for (const name of bucketNames) {
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await s3.send(
      new PutBucketVersioningCommand({ Bucket: resourceName(prefix, name), VersioningConfiguration }),
    );
  }
  for (const { bucket, queue, prefixes } of objectEvents(prefix)) {
    const QueueConfigurations = prefixes.map((Value) => ({
      QueueArn: arnOf(queue),
      Events: ['s3:ObjectCreated:*' as const],
      Filter: { Key: { FilterRules: [{ Name: 'prefix' as const, Value }] } },
    }));
    await s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket: bucket,
        NotificationConfiguration: { QueueConfigurations },
      }),
    );
  }
};
