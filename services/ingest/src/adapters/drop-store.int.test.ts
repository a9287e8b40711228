import { UnavailableError } from '@labsecure/contracts/errors';
import { type LocalCloud, startLocalCloud } from '@labsecure/local-cloud/cloud';
import { createAwsClients } from '@labsecure/runtime/aws-clients';
import { loadSettings } from '@labsecure/runtime/config';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Settings } from '../config.ts';
import { createDropCloud, type DropCloud } from '../testing/drop-cloud.ts';
import { createCopyWriter } from './drop-copy-writer.ts';
import { createDropStore } from './drop-store.ts';

let cloud: LocalCloud;
let files: DropCloud;
let clients: ReturnType<typeof createAwsClients>;
let store: ReturnType<typeof createDropStore>;
let bucket = '';

beforeAll(async () => {
  cloud = await startLocalCloud();
  const settings = loadSettings(Settings, { ...cloud.env, PORT: '0' });
  const prefix = settings.RESOURCE_PREFIX;
  clients = createAwsClients(settings);
  bucket = `${prefix}drop`;
  files = await createDropCloud(clients, prefix);
  const { s3 } = clients;
  store = createDropStore({ s3, copying: s3, bucket, quarantineBucket: `${prefix}quarantine` });
});
afterAll(async () => {
  clients.destroy();
  await cloud.close();
});

const all = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
};

const read = async (key: string): Promise<Buffer> => {
  const file = await store.find(key, undefined);
  return Buffer.concat(file ? await all(store.read(file)) : []);
};

test.each([0, 1, 1024 * 1024, 1024 * 1024 + 1, 3_000_000])(
  'When a file has %i bytes, then exactly these are read, in pieces',
  async (size) => {
    const bytes = Buffer.from(Array.from({ length: size }, (_, at) => (at * 31) % 251));
    await files.put(`incoming/x/${size}`, bytes);
    expect((await read(`incoming/x/${size}`)).equals(bytes)).toBe(true);
  },
);

test('When another file was put under the key, then the one that was found is neither read nor copied nor taken for it', async () => {
  await files.put('incoming/x/a', 'older');
  const older = await store.find('incoming/x/a', undefined);
  if (!older) throw new Error('not found');
  await files.put('incoming/x/a', 'newer');
  await expect(all(store.read(older))).rejects.toThrow(UnavailableError);
  await expect(store.keep(older, 'accepted/a')).rejects.toThrow(UnavailableError);
  await expect(store.quarantine(older, 'incoming/a')).rejects.toThrow(UnavailableError);
  await store.remove(older);
  expect((await read('incoming/x/a')).toString()).toBe('newer');
  expect(await files.keys('drop', 'accepted/a')).toEqual([]);
});

test('When a file is gone, then it is not found, and taking it away again is no fault', async () => {
  await files.put('incoming/x/b', 'b');
  const file = await store.find('incoming/x/b', undefined);
  if (!file) throw new Error('not found');
  await store.remove(file);
  await store.remove(file);
  expect(await store.find('incoming/x/b', undefined)).toBeUndefined();
  await expect(store.keep(file, 'accepted/b')).rejects.toThrow(UnavailableError);
});

test('When a file is copied, then its bytes are, under any name', async () => {
  const name = 'incoming/x/ä b+c%20d?e#f.csv';
  await files.put(name, 'bytes');
  const file = await store.find(name, undefined);
  if (!file) throw new Error('not found');
  await store.keep(file, 'accepted/x/ä b+c%20d?e#f.csv');
  await store.quarantine(file, 'incoming/x/ä b+c%20d?e#f.csv');
  expect((await files.read('drop', 'accepted/x/ä b+c%20d?e#f.csv')).toString()).toBe('bytes');
  expect((await files.read('quarantine', 'incoming/x/ä b+c%20d?e#f.csv')).toString()).toBe('bytes');
});

const lines = async function* (count: number, fail = false): AsyncIterable<string> {
  for (let at = 0; at < count; at++) yield `${String(at).padStart(999, '0')}\n`;
  if (fail) throw new Error('broke off');
};

test.each([0, 3, 12_000])(
  'When a copy of %i lines is written as it comes, then it is all there',
  async (count) => {
    await createCopyWriter(clients.s3, bucket)(`processed/${count}`, lines(count));
    const text = (await files.read('drop', `processed/${count}`)).toString();
    expect(text).toBe((await all(lines(count))).join(''));
  },
);

test('When what is to be copied breaks off, then there is no half a copy', async () => {
  const writing = createCopyWriter(clients.s3, bucket)('processed/half', lines(12_000, true));
  await expect(writing).rejects.toThrow('broke off');
  expect(await files.keys('drop', 'processed/half')).toEqual([]);
});
