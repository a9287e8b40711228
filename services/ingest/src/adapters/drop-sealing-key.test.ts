import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SettingsError } from '@labsecure/runtime/config';
import { afterAll, expect, test } from 'vitest';
import { readSealing } from './drop-sealing-key.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealing-'));
afterAll(() => rmSync(folder, { recursive: true }));

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 3072 });
const line = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
const publicPem = publicKey.export({ format: 'pem', type: 'spki' }).toString();

const inFile = (text: string): { SEALING_KEY_FILE: string } => {
  const path = join(folder, String(Math.random()));
  writeFileSync(path, text);
  return { SEALING_KEY_FILE: path };
};

test('Without a key there is no sealing', () => expect(readSealing({})).toBeUndefined());

test.each([
  ['as a setting', () => ({ SEALING_KEY: line })],
  ['in a file, on a line', () => inFile(`${line}\n`)],
  ['in a file, as PEM', () => inFile(pem)],
])('When the key is given %s, then labs are given its public half', (_how, settings) => {
  const sealing = readSealing(settings());
  expect(sealing?.public_key).toBe(publicPem);
  expect(sealing?.fingerprint).toMatch(/^[0-9a-f]{64}$/);
});

test.each([
  ['is no key', () => ({ SEALING_KEY: 'secret-text' }), 'SEALING_KEY holds no key'],
  ['is no key in its file', () => inFile('secret-text'), 'SEALING_KEY_FILE holds no key'],
  ['is missing', () => ({ SEALING_KEY_FILE: join(folder, 'none') }), 'SEALING_KEY_FILE names a file'],
])('When the key %s, then one line says so, without a word of it', (_what, settings, words) => {
  const reading = (): unknown => readSealing(settings());
  expect(reading).toThrow(SettingsError);
  expect(reading).toThrow(words);
  expect(reading).not.toThrow(/secret|\n/);
});
