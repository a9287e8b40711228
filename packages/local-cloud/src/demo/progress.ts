import { readFile, writeFile } from 'node:fs/promises';
import {
  CreateBucketCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { resourceName } from '@labsecure/contracts/resources';

export interface Progress {
  /** The moment the history leads up to. Kept from the first attempt, so that a second one sends the same bodies. */
  now: string;
  done: boolean;
}

/** Remembers how far the loading of the history came, for as long as the results themselves are kept. */
export interface ProgressKeeper {
  read(): Promise<Progress | undefined>;
  write(progress: Progress): Promise<void>;
}

export const keptInFile = (file: string): ProgressKeeper => ({
  read: async () => {
    try {
      return JSON.parse(await readFile(file, 'utf8'));
    } catch {
      return undefined;
    }
  },
  write: (progress) => writeFile(file, JSON.stringify(progress)),
});

/** In a bucket of its own: LocalStack forgets it together with everything else. */
export const keptInBucket = (env: Record<string, string>): ProgressKeeper & { destroy(): void } => {
  const s3 = new S3Client({
    region: env.AWS_REGION,
    endpoint: env.AWS_ENDPOINT_URL_S3,
    forcePathStyle: true,
    credentials: {
      accessKeyId: env.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '',
    },
  });
  const at = { Bucket: resourceName(env.RESOURCE_PREFIX ?? '', 'demo'), Key: 'history.json' };
  return {
    read: async () => {
      await s3.send(new CreateBucketCommand({ Bucket: at.Bucket }));
      try {
        const { Body } = await s3.send(new GetObjectCommand(at));
        return JSON.parse((await Body?.transformToString()) ?? '');
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
    write: async (progress) => {
      await s3.send(new PutObjectCommand({ ...at, Body: JSON.stringify(progress) }));
    },
    destroy: () => s3.destroy(),
  };
};
