import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
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

/** What lies there after a PUT to an address, as curl makes it with `--data-binary` or `-T`. */
const putTo = async (Key: string, body: string, type?: string) => {
  const url = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key, ContentLength: body.length }));
  const headers = { ...(type && { 'content-type': type }) };
  const { status } = await fetch(url, { method: 'PUT', body: Buffer.from(body), headers });
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return { status, text: await Body?.transformToString() };
};

test.each(['application/x-www-form-urlencoded', 'text/csv', undefined])(
  'When an object is put as %s, then its very bytes are kept',
  async (type) => {
    const body = 'PatientID,Value\r\nP1,7.5&a=b%20c+d\r\n';
    expect(await putTo(`kept/${type?.replace('/', '-')}.csv`, body, type)).toEqual({
      status: 200,
      text: body,
    });
  },
);
