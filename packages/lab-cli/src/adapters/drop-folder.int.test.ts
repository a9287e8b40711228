import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDropFolder } from './drop-folder.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'labsecure-drop-'));
  await mkdir(join(root, 'work'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

test('When a link has come in place of a taken file, then it is not followed', async () => {
  await writeFile(join(root, 'secret'), 'secret');
  await symlink(join(root, 'secret'), join(root, 'work/a.csv'));
  await expect(createDropFolder(root).read('a.csv', 100)).rejects.toMatchObject({ code: 'ELOOP' });
});

test('When a file is larger than asked for, then its bytes are not read', async () => {
  await writeFile(join(root, 'work/a.csv'), '');
  await truncate(join(root, 'work/a.csv'), 101);
  const folder = createDropFolder(root);
  expect(await folder.read('a.csv', 100)).not.toHaveProperty('bytes');
  expect((await folder.read('a.csv', 101)).bytes).toHaveLength(101);
});

test('When the folder itself is gone, then it is not made anew', async () => {
  await expect(createDropFolder(join(root, 'gone')).look()).rejects.toMatchObject({ code: 'ENOENT' });
});
