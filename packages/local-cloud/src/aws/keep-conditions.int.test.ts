import { CopyObjectCommand, DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LocalCloud, startLocalCloud } from '../cloud.ts';

let cloud: LocalCloud;
let s3: S3Client;
let Bucket: string;

beforeAll(async () => {
  cloud = await startLocalCloud();
  const { AWS_ENDPOINT_URL_S3: endpoint, RESOURCE_PREFIX: prefix } = cloud.env;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  s3 = new S3Client({ region: 'us-east-1', credentials, endpoint, forcePathStyle: true });
  Bucket = `${prefix}drop`;
});
afterAll(async () => {
  s3?.destroy();
  await cloud?.close();
});

/** Puts a file twice; the first one is what the caller thinks lies there. */
const replaced = async (Key: string) => {
  const put = async (Body: string) => (await s3.send(new PutObjectCommand({ Bucket, Key, Body }))).ETag ?? '';
  return { before: await put('before'), now: await put('now') };
};
const statusOf = (sent: Promise<{ $metadata: { httpStatusCode?: number } }>): Promise<number | undefined> =>
  sent.then(
    ({ $metadata }) => $metadata.httpStatusCode,
    ({ $metadata }) => $metadata.httpStatusCode,
  );

test('When a file was replaced in between, then it is not deleted', async () => {
  const Key = 'kept/a b.csv';
  const { before, now } = await replaced(Key);
  const remove = (IfMatch: string) => statusOf(s3.send(new DeleteObjectCommand({ Bucket, Key, IfMatch })));
  expect(await remove(before)).toBe(412);
  expect(await remove(now)).toBe(204);
  expect(await remove(now)).toBe(404);
});

test('When a file was replaced in between, then it is not copied', async () => {
  const { before, now } = await replaced('kept/copied.csv');
  const copy = (CopySourceIfMatch: string) => {
    const from = { CopySource: `${Bucket}/kept/copied.csv`, CopySourceIfMatch };
    return statusOf(s3.send(new CopyObjectCommand({ Bucket, Key: 'kept/copy.csv', ...from })));
  };
  expect(await copy(before)).toBe(412);
  expect(await copy(now)).toBe(200);
});
