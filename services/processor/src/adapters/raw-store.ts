import { GetObjectCommand, NoSuchKey, type S3Client } from '@aws-sdk/client-s3';
import { UnavailableError } from '@labsecure/contracts/errors';

/** Header and body together. */
const timeoutMs = 10_000;

/** @returns reads the bytes of a submission as the lab sent them; throws a retryable error when there are none (yet) */
export const createRawStore =
  (s3: S3Client, bucket: string) =>
  async (key: string): Promise<Uint8Array> => {
    try {
      const command = new GetObjectCommand({ Bucket: bucket, Key: key });
      const { Body } = await s3.send(command, { abortSignal: AbortSignal.timeout(timeoutMs) });
      if (Body === undefined) throw new UnavailableError('The bytes could not be read.');
      return await Body.transformToByteArray();
    } catch (error) {
      if (error instanceof NoSuchKey) throw new UnavailableError('The bytes are not there (yet).', error);
      throw error;
    }
  };
