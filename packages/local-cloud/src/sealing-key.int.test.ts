import { createPrivateKey } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { asSetting, loadSealingKey, sealingKeyFile } from './sealing-key.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});
const newFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'labsecure-key-'));
  folders.push(folder);
  return folder;
};

test('When several ask for the key at once, and again later, then all get the same, whole one, which only its owner reads', async () => {
  const folder = await newFolder();
  const first = await Promise.all([loadSealingKey(folder), loadSealingKey(folder), loadSealingKey(folder)]);
  expect(new Set([...first, await loadSealingKey(folder)]).size).toBe(1);
  expect(await readdir(folder)).toEqual([sealingKeyFile]);
  expect((await stat(join(folder, sealingKeyFile))).mode & 0o777).toBe(0o600);
});

test('When the key is given as a setting, then it is one line and the same key', async () => {
  const pem = await loadSealingKey(undefined);
  const line = asSetting(pem);
  expect(line).toMatch(/^[A-Za-z0-9+/]+=*$/);
  const key = createPrivateKey({ key: Buffer.from(line, 'base64'), format: 'der', type: 'pkcs8' });
  expect(key.export({ type: 'pkcs8', format: 'pem' })).toBe(pem);
});
