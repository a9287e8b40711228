import { UploadRequest } from '@labsecure/contracts/api';
import type { MediaType } from '@labsecure/contracts/vocabulary';
import { mediaTypeOf } from '@labsecure/formats/file-type';
import { Compile } from 'typebox/compile';
import { expect, test } from 'vitest';
import { createUpload } from './upload.ts';

const request = Compile(UploadRequest);

/** What a file is called when its place is asked for. */
const nameOf = async (name: string, media_type: MediaType, text = 'a,b'): Promise<string> => {
  const bytes = Buffer.from(text);
  const asked: { file_name: string; size: number }[] = [];
  const attempt = createUpload({
    seal: async () => Buffer.alloc(7),
    address: async (file) => {
      asked.push(file);
      return { outcome: 'refused', detail: '', problems: [] };
    },
    put: async () => 'done',
  })({ name, bytes, media_type, idempotency_key: '' });
  await attempt();
  expect(request.Check(asked[0])).toBe(true);
  return asked[0]?.file_name ?? '';
};

test.each<[string, MediaType, string]>([
  ['a.csv', 'text/csv', 'a.csv.sealed'],
  ['März 3.CSV', 'text/csv', 'M_rz_3.CSV.sealed'],
  ['a.txt', 'text/csv', 'a.txt.csv.sealed'],
  ['a', 'application/hl7-v2', 'a.hl7.sealed'],
  ['..csv', 'text/csv', 'csv.csv.sealed'],
  ['.', 'text/csv', 'file.csv.sealed'],
])('%s of %s is put as %s', async (name, type, expected) => {
  expect(await nameOf(name, type)).toBe(expected);
});

test.each([
  'x'.repeat(300),
  `${'ü'.repeat(300)}.csv`,
  `${'.'.repeat(150)}csv`,
  `${'a.'.repeat(200)}csv`,
  '~',
  '日本',
])('When a name is %s, then the platform takes what it becomes, and tells the format by it', async (name) => {
  const put = await nameOf(name, 'text/csv');
  expect(mediaTypeOf(put.replace(/\.sealed$/, ''), Buffer.from('a,b'))).toBe('text/csv');
});
