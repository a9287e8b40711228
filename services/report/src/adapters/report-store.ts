import {
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { ReportStore } from '../domain/give-report.ts';

/** Long enough to open a link, short enough that one left in a history opens nothing. */
const linkSeconds = 3600;

const isMissing = (error: unknown): boolean =>
  error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404;

/**
 * The documents in S3. Keys stand for content, so that writing one twice is harmless.
 * HEAD answers 404 for a missing key only to a role that may list the bucket; to others it is 403.
 */
export const createReportStore = ({
  s3,
  signing,
  bucket,
}: {
  s3: S3Client;
  /** Signs links and calls nothing: a link holds the address that its reader reaches S3 by. */
  signing: S3Client;
  bucket: string;
}): ReportStore & { reachable: () => Promise<void> } => ({
  async has(key) {
    try {
      await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  },

  async put(key, pdf) {
    await s3.send(
      new PutObjectCommand({ Bucket: bucket, Key: key, Body: pdf, ContentType: 'application/pdf' }),
    );
  },

  async linkTo(key, fileName) {
    const signingDate = new Date();
    const command = new GetObjectCommand({
      Bucket: bucket,
      Key: key,
      ResponseContentType: 'application/pdf',
      ResponseContentDisposition: `attachment; filename="${fileName}"`,
      ResponseCacheControl: 'no-store',
    });
    const url = await getSignedUrl(signing, command, { expiresIn: linkSeconds, signingDate });
    return { url, expires_at: new Date(signingDate.getTime() + linkSeconds * 1000).toISOString() };
  },

  async reachable() {
    await s3.send(new HeadBucketCommand({ Bucket: bucket }));
  },
});
