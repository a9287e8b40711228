import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { claimDataFolder, FolderInUseError } from './data-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'labsecure-folder-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const put = (): Promise<void> => writeFile(join(folder, 'thing'), 'x');
const isThere = (): boolean => existsSync(join(folder, 'thing'));

test('When it is claimed again, then what is in it stays', async () => {
  claimDataFolder(folder, false).release();
  await put();
  const again = claimDataFolder(folder, false);
  expect(again.forgotten).toBeUndefined();
  expect(isThere()).toBe(true);
  again.release();
});

test('When it is asked to be fresh, then what is in it goes', async () => {
  claimDataFolder(folder, false).release();
  await put();
  const fresh = claimDataFolder(folder, true);
  expect(fresh.forgotten).toBe('asked');
  expect(isThere()).toBe(false);
  fresh.release();
});

test('When the tables have changed since, then what is in it goes', async () => {
  await writeFile(join(folder, 'shape'), 'another');
  await put();
  const changed = claimDataFolder(folder, false);
  expect(changed.forgotten).toBe('changed');
  expect(isThere()).toBe(false);
  changed.release();
});

test('When another LabSecure runs on it, then it is refused and left alone, fresh or not', async () => {
  const first = claimDataFolder(folder, false);
  await put();
  expect(() => claimDataFolder(folder, true)).toThrow(FolderInUseError);
  expect(isThere()).toBe(true);
  first.release();
});
