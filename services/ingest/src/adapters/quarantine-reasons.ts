import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { DropPorts } from '../domain/drop/ports.ts';

/** Puts the reasons beside a file in quarantine. */
export const createReasonsWriter =
  (s3: S3Client, bucket: string): DropPorts['explain'] =>
  async (key, json) => {
    await s3.send(
      new PutObjectCommand({ Bucket: bucket, Key: key, Body: json, ContentType: 'application/json' }),
    );
  };
