import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { DropPorts } from '../domain/drop/ports.ts';

/** S3: the smallest part of an object that is put in parts, the last one excepted. It is what is held in memory. */
const partBytes = 5 * 1024 * 1024;

const ContentType = 'text/csv; charset=utf-8';

/** The text in parts, each but the last one large enough for S3; one at least. */
const partsOf = async function* (lines: AsyncIterable<string>): AsyncGenerator<Buffer, void> {
  let part: Buffer[] = [];
  let length = 0;
  for await (const line of lines) {
    const bytes = Buffer.from(line);
    part.push(bytes);
    length += bytes.length;
    if (length < partBytes) continue;
    yield Buffer.concat(part);
    part = [];
    length = 0;
  }
  yield Buffer.concat(part);
};

/** Writes a text as it comes, of which no more than one part is held: S3 wants to know the length of what it is sent. */
export const createCopyWriter =
  (s3: S3Client, bucket: string): DropPorts['writeCopy'] =>
  async (key, lines) => {
    const target = { Bucket: bucket, Key: key };
    const parts = partsOf(lines);
    const first = await parts.next();
    const start = first.done ? Buffer.alloc(0) : first.value;
    if (start.length < partBytes) {
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: start, ContentType }));
      return;
    }

    const { UploadId } = await s3.send(
      new CreateMultipartUploadCommand({ Bucket: bucket, Key: key, ContentType }),
    );
    const done: { PartNumber: number; ETag: string | undefined }[] = [];
    const upload = async (Body: Buffer): Promise<void> => {
      const PartNumber = done.length + 1;
      const { ETag } = await s3.send(new UploadPartCommand({ ...target, UploadId, PartNumber, Body }));
      done.push({ PartNumber, ETag });
    };
    try {
      await upload(start);
      for await (const part of parts) if (part.length > 0) await upload(part);
    } catch (error) {
      // Were this to fail too, the bucket's lifecycle would clear it away.
      await s3.send(new AbortMultipartUploadCommand({ ...target, UploadId })).catch(() => undefined);
      throw error;
    }
    const MultipartUpload = { Parts: done };
    await s3.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload }));
  };
