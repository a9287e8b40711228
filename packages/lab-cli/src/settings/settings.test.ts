import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSettings } from './settings.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'labsecure-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const config = (text: string | object): string => {
  const path = join(folder, 'config.json');
  writeFileSync(path, typeof text === 'string' ? text : JSON.stringify(text), { mode: 0o600 });
  return path;
};
const read = (
  env: Record<string, string | undefined>,
  flags: object = {},
  usual_config = join(folder, 'none'),
) => readSettings({ env, flags, usual_config });

test('A flag goes before the environment, and the environment before the config file', () => {
  const file = config({ lab_id: 'file', time_zone: 'Europe/Vienna', client_id: 'file' });
  const settings = read({ LABSECURE_LAB_ID: 'env', LABSECURE_CLIENT_ID: 'env' }, { lab_id: 'flag' }, file);
  expect(settings.need('lab_id', 'client_id', 'time_zone')).toEqual({
    lab_id: 'flag',
    client_id: 'env',
    time_zone: 'Europe/Vienna',
  });
});

test('When a variable is empty, then it counts as none', () => {
  const settings = read({ LABSECURE_LAB_ID: ' ' }, {}, config({ lab_id: 'file' }));
  expect(settings.need('lab_id')).toEqual({ lab_id: 'file' });
});

test('When settings are missing, then all are named at once, and only those that are needed', () => {
  expect(() => read({ LABSECURE_LAB_ID: 'x' }).need('lab_id', 'url', 'client_secret')).toThrow(
    /^url is missing: .*--url, LABSECURE_URL.*\nclient_secret is missing: .*LABSECURE_CLIENT_SECRET/,
  );
});

test.each([
  ['http://labsecure.example.org', /must begin with https/],
  ['http://127.0.0.1.example.org', /must begin with https/],
  ['ftp://labsecure.example.org', /must be an https address/],
  ['labsecure.example.org', /must be an https address/],
  ['https://someone:secret@labsecure.example.org', /without user/],
])('The address %s is refused', (url, sentence) => {
  expect(() => read({ LABSECURE_URL: url }).need('url')).toThrow(sentence);
});

test.each([
  'https://labsecure.example.org',
  'http://127.0.0.1:4601',
  'http://localhost:4601',
  'http://[::1]:4601',
])('The address %s is accepted', (url) => {
  expect(read({ LABSECURE_URL: url }).need('url')).toEqual({ url });
});

test('A time zone that does not exist is refused', () => {
  expect(() => read({ LABSECURE_TIME_ZONE: 'Europe/Lab' }).need('time_zone')).toThrow(/IANA/);
});

test.each([
  ['not JSON', '{'],
  ['a list', '[]'],
  ['of unknown settings', '{"secret":"x"}'],
  ['of numbers', '{"url":1}'],
])('A config file that is %s is refused, and what is in it is not repeated', (_what, text) => {
  expect(() => read({}, {}, config(text))).toThrow(/config file/);
});

test('When a config file is named and missing, then that is said; the usual one may be missing', () => {
  expect(() => read({}, { config: join(folder, 'none') })).toThrow(/ENOENT/);
  expect(() => read({ LABSECURE_CONFIG: join(folder, 'none') })).toThrow(/ENOENT/);
  expect(read({}).warnings).toEqual([]);
});

test('When others can read the secret in the config file, then a warning says so', () => {
  const path = config({ client_secret: 'the-secret' });
  expect(read({}, {}, path).warnings).toEqual([]);
  chmodSync(path, 0o644);
  expect(read({}, {}, path).warnings).toEqual([expect.stringContaining('chmod 600')]);
});
