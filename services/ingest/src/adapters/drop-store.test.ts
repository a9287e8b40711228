import type { S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { createDropStore } from './drop-store.ts';

interface Call {
  name: string;
  input: Record<string, unknown>;
}

/** An S3 that keeps versions, and answers a HEAD. */
const setUp = (version?: string) => {
  const calls: Call[] = [];
  const s3 = {
    async send(command: { input: Call['input'] }) {
      calls.push({ name: command.constructor.name.replace('Command', ''), input: command.input });
      return {
        ETag: '"e"',
        ContentLength: 2.5 * 1024 * 1024,
        LastModified: new Date(0),
        VersionId: version,
        Body: { transformToByteArray: async () => new Uint8Array(1) },
      };
    },
  } as unknown as S3Client;
  const store = createDropStore({ s3, copying: s3, bucket: 'b', quarantineBucket: 'q' });
  return { calls, store };
};

test('When the bucket keeps versions, then everything is done to the version that was found', async () => {
  const { calls, store } = setUp('v 1');
  const file = await store.find('incoming/L/a b+ü.csv', 'v 1');
  if (!file) throw new Error('not found');
  for await (const _ of store.read(file));
  await store.keep(file, 'accepted/a');
  await store.quarantine(file, 'incoming/a');
  await store.remove(file);
  const [head, ...rest] = calls;
  expect(head).toEqual({
    name: 'HeadObject',
    input: { Bucket: 'b', Key: 'incoming/L/a b+ü.csv', VersionId: 'v 1' },
  });
  expect(rest.map(({ name }) => name)).toEqual([
    ...Array(3).fill('GetObject'),
    'CopyObject',
    'CopyObject',
    'DeleteObject',
  ]);
  expect(rest.slice(0, 3).map(({ input }) => [input.VersionId, input.IfMatch, input.Range])).toEqual([
    ['v 1', '"e"', 'bytes=0-1048575'],
    ['v 1', '"e"', 'bytes=1048576-2097151'],
    ['v 1', '"e"', 'bytes=2097152-2621439'],
  ]);
  for (const { input } of rest.slice(3, 5))
    expect(input).toMatchObject({
      CopySource: 'b/incoming/L/a%20b%2B%C3%BC.csv?versionId=v%201',
      CopySourceIfMatch: '"e"',
    });
  // S3 refuses a condition beside a version.
  expect(rest[5]?.input).toEqual({ Bucket: 'b', Key: 'incoming/L/a b+ü.csv', VersionId: 'v 1' });
});

test('When the event names no version, then the one that was found is meant from then on', async () => {
  const { calls, store } = setUp('v2');
  const file = await store.find('k', undefined);
  if (file) await store.remove(file);
  expect(calls.map(({ input }) => input.VersionId)).toEqual([undefined, 'v2']);
});

test('When the bucket keeps no versions, then a file is taken away only as long as it is the same', async () => {
  const { calls, store } = setUp();
  const file = await store.find('k', undefined);
  if (file) await store.remove(file);
  expect(calls[1]?.input).toEqual({ Bucket: 'b', Key: 'k', IfMatch: '"e"' });
});
