import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { SignUpload } from '../domain/drop/give-upload-address.ts';

/** Long enough for the largest file on a slow line. */
const addressSeconds = 900;

/**
 * Addresses to put one object of one size at. The size is signed, so that S3 refuses another.
 * @param signing signs and calls nothing: an address holds the host its user reaches S3 by
 */
export const createUploadSigner =
  (signing: S3Client, bucket: string): SignUpload =>
  async (path, size) => {
    const signingDate = new Date();
    const command = new PutObjectCommand({ Bucket: bucket, Key: path, ContentLength: size });
    const url = await getSignedUrl(signing, command, { expiresIn: addressSeconds, signingDate });
    return {
      url,
      headers: { 'content-length': String(size) },
      expires_at: new Date(signingDate.getTime() + addressSeconds * 1000).toISOString(),
    };
  };
