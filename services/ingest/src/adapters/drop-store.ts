import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { UnavailableError } from '@labsecure/contracts/errors';
import type { DropFile, DropPorts } from '../domain/drop/ports.ts';

/** Bytes that are asked for at once: the clients here read an answer whole, so a file is read piece by piece. */
const pieceBytes = 1024 * 1024;

const statusOf = (error: unknown): number | undefined =>
  error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;

/** Gone, or another one by now. */
const isNotTheSame = (error: unknown): boolean => [404, 412].includes(statusOf(error) ?? 0);

const whileItIsTheSame = async <T>(call: () => Promise<T>): Promise<T> => {
  try {
    return await call();
  } catch (error) {
    if (!isNotTheSame(error)) throw error;
    throw new UnavailableError('The file was replaced or taken away while it was taken in.', error);
  }
};

/** Which version is meant where a bucket keeps versions; S3 takes a condition on a delete only where it does not. */
const versionOf = ({ version_id }: DropFile) => (version_id === undefined ? {} : { VersionId: version_id });

const sourceOf = (bucket: string, { key, version_id }: DropFile): string => {
  const path = [bucket, ...key.split('/').map(encodeURIComponent)].join('/');
  return version_id === undefined ? path : `${path}?versionId=${encodeURIComponent(version_id)}`;
};

/**
 * The drop bucket. Everything is done to the very object that was found, by version or by what identifies its content,
 * so that another one put under its key meanwhile is neither mixed up with it nor taken away.
 * HEAD answers 404 for a missing key only to a role that may list the bucket; to others it is 403.
 */
export const createDropStore = ({
  s3,
  copying,
  bucket,
  quarantineBucket,
}: {
  s3: S3Client;
  /** Waits longer for an answer: a copy of a large file takes its time. */
  copying: S3Client;
  bucket: string;
  quarantineBucket: string;
}): Pick<DropPorts, 'find' | 'read' | 'keep' | 'quarantine' | 'remove'> & {
  reachable: () => Promise<void>;
} => {
  /** The bytes alone: what labs say about them (type, tags) is left behind. */
  const copyOf = (file: DropFile, key: string) => ({
    Key: key,
    CopySource: sourceOf(bucket, file),
    CopySourceIfMatch: file.etag,
    MetadataDirective: 'REPLACE' as const,
    ContentType: 'application/octet-stream',
    TaggingDirective: 'REPLACE' as const,
  });

  return {
    async find(key, versionId) {
      try {
        const version = versionId === undefined ? {} : { VersionId: versionId };
        const found = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key, ...version }));
        const { ETag = '', ContentLength = 0, LastModified = new Date(), VersionId } = found;
        return { key, etag: ETag, version_id: VersionId, size: ContentLength, put_at: LastModified };
      } catch (error) {
        if (statusOf(error) === 404) return undefined;
        throw error;
      }
    },

    async *read(file) {
      for (let from = 0; from < file.size; from += pieceBytes) {
        const Range = `bytes=${from}-${Math.min(from + pieceBytes, file.size) - 1}`;
        const piece = { Bucket: bucket, Key: file.key, Range, IfMatch: file.etag, ...versionOf(file) };
        const { Body } = await whileItIsTheSame(() => s3.send(new GetObjectCommand(piece)));
        yield (await Body?.transformToByteArray()) ?? new Uint8Array();
      }
    },

    async keep(file, key) {
      const copy = new CopyObjectCommand({ Bucket: bucket, ...copyOf(file, key) });
      await whileItIsTheSame(() => copying.send(copy));
    },

    async quarantine(file, key) {
      const copy = new CopyObjectCommand({ Bucket: quarantineBucket, ...copyOf(file, key) });
      await whileItIsTheSame(() => copying.send(copy));
    },

    async remove(file) {
      const which = file.version_id === undefined ? { IfMatch: file.etag } : versionOf(file);
      try {
        await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: file.key, ...which }));
      } catch (error) {
        if (!isNotTheSame(error)) throw error;
      }
    },

    async reachable() {
      await s3.send(new HeadBucketCommand({ Bucket: bucket }));
    },
  };
};
