import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

/** Keeps the lab's bytes exactly as received. Keys are content-addressed: writing one twice changes nothing. */
export const createRawStore =
  (s3: S3Client, bucket: string) =>
  async (key: string, bytes: Uint8Array, mediaType: string): Promise<void> => {
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, ContentType: mediaType }));
  };
