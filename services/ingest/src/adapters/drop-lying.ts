import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { FileDropMessage } from '@labsecure/contracts/messages';
import { buckets } from '@labsecure/contracts/resources';
import { resolveQueueUrls } from '@labsecure/runtime/queue-urls';
import type { SweepPorts } from '../domain/drop/sweep.ts';
import { createLatePublisher } from './late-publisher.ts';

const prefixes = buckets.drop.events?.prefixes ?? [];

/** Keys as S3 writes them in its events. */
const encoded = (key: string): string =>
  key
    .split('/')
    .map((part) => encodeURIComponent(part).replaceAll('%20', '+'))
    .join('/');

/** Lists what waits in the drop bucket, and announces it in the words of S3. */
export const createLying = (s3: S3Client, sqs: SQSClient, prefix: string, bucket: string): SweepPorts => {
  const publish = createLatePublisher(sqs, FileDropMessage, async () => {
    const { 'file-drop': files } = await resolveQueueUrls(sqs, prefix, ['file-drop']);
    return files;
  });
  return {
    async *lying() {
      for (const Prefix of prefixes) {
        for await (const { Contents = [] } of paginateListObjectsV2(
          { client: s3 },
          { Bucket: bucket, Prefix },
        ))
          for (const { Key: key, LastModified: put_at, Size: size = 0 } of Contents)
            if (key !== undefined && put_at !== undefined) yield { key, put_at, size };
      }
    },
    announce: (key, at) =>
      publish({
        Records: [
          {
            eventName: 'ObjectCreated:Put',
            eventTime: at.toISOString(),
            s3: { bucket: { name: bucket }, object: { key: encoded(key) } },
          },
        ],
      }),
  };
};
