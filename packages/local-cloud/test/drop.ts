import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect } from 'vitest';

type Bucket = 'drop' | 'quarantine';

const patience = { timeout: 60_000, interval: 100 };

/** A hand in the drop bucket, from outside: what SFTP, the console or a command line do. */
export const dropAt = (endpoint: string, prefix: string, secret: string) => {
  const credentials = { accessKeyId: secret, secretAccessKey: secret };
  const s3 = new S3Client({ region: 'us-east-1', endpoint, credentials, forcePathStyle: true });

  const keys = async (bucket: Bucket, Prefix: string): Promise<string[]> => {
    const { Contents = [] } = await s3.send(
      new ListObjectsV2Command({ Bucket: `${prefix}${bucket}`, Prefix }),
    );
    return Contents.map(({ Key = '' }) => Key);
  };

  return {
    keys,
    put: async (Key: string, Body: string | Uint8Array): Promise<void> => {
      await s3.send(new PutObjectCommand({ Bucket: `${prefix}drop`, Key, Body }));
    },
    read: async (bucket: Bucket, Key: string): Promise<string> => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: `${prefix}${bucket}`, Key }));
      return (await Body?.transformToString()) ?? '';
    },
    /** Waits until a file of that name lies under the prefix, and gives where. */
    arrived: async (bucket: Bucket, under: string, name: string): Promise<string> => {
      const found = async () => (await keys(bucket, under)).find((key) => key.endsWith(`/${name}`));
      await expect.poll(found, patience).toBeDefined();
      return (await found()) ?? '';
    },
    /** Waits until nothing lies there any more. */
    gone: (key: string) => expect.poll(() => keys('drop', key), patience).toEqual([]),
    destroy: () => s3.destroy(),
  };
};
export type Drop = ReturnType<typeof dropAt>;
