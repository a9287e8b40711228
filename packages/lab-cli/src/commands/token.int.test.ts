import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nativeBody } from '../../test/bodies.ts';
import { createLaboratory, type Laboratory } from '../../test/laboratory.ts';
import { accepted, problem, type StubPlatform, startStubPlatform } from '../../test/stub-platform.ts';

let platform: StubPlatform;
let lab: Laboratory;
beforeEach(async () => {
  platform = await startStubPlatform();
  lab = await createLaboratory(platform.url);
});
afterEach(async () => {
  await platform.stop();
  await lab.remove();
});

const cached = async (): Promise<string[]> =>
  (await readdir(lab.at('cache/labsecure'))).map((name) => lab.at('cache/labsecure', name));
const onlyCached = async (): Promise<string> => {
  const paths = await cached();
  expect(paths).toHaveLength(1);
  return paths[0] ?? '';
};
const later = (seconds: number) => ({ now: () => new Date(Date.now() + seconds * 1000) });

test('When a token is asked for, then it is printed alone, and with its end under --json', async () => {
  expect(await lab.run(['token'])).toMatchObject({ code: 0, out: 'token-1\n', err: '' });
  const { events } = await lab.run(['token', '--json']);
  expect(events()).toEqual([
    { event: 'token', access_token: 'token-1', expires_at: expect.stringMatching(/Z$/) },
  ]);
});

test('When a token was fetched, then later runs use it, and only its owner can read it', async () => {
  await lab.run(['token']);
  await lab.run(['submit', await lab.put('a.json', nativeBody())]);
  expect(platform.asked).toBe(1);
  const path = await onlyCached();
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await stat(lab.at('cache/labsecure'))).mode & 0o777).toBe(0o700);
  expect(`${path} ${await readFile(path, 'utf8')}`).not.toContain('the-secret');
});

test('When a token is about to expire, then a new one is fetched', async () => {
  await lab.run(['token']);
  expect((await lab.run(['token'], later(3600 - 120))).out).toBe('token-1\n');
  expect((await lab.run(['token'], later(3600 - 30))).out).toBe('token-2\n');
  expect((await lab.run(['token'], later(3600 - 30))).out).toBe('token-2\n');
});

test('When others could have written the cached token, then it is not used and its file is made private again', async () => {
  await lab.run(['token']);
  const path = await onlyCached();
  await writeFile(path, JSON.stringify({ access_token: 'planted', expires_at: '2999-01-01T00:00:00Z' }));
  await chmod(path, 0o666);
  expect((await lab.run(['token'])).out).toBe('token-2\n');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test.each([
  '',
  '{',
  '{"access_token":"","expires_at":"2999-01-01T00:00:00Z"}',
  '{"access_token":"x","expires_at":"never"}',
])('When the cached token is %j, then a new one is fetched', async (text) => {
  await lab.run(['token']);
  await writeFile(await onlyCached(), text, { mode: 0o600 });
  expect((await lab.run(['token'])).out).toBe('token-2\n');
});

test('When the secret was changed, then the token of the old one is not used', async () => {
  await lab.run(['token']);
  lab.env.LABSECURE_CLIENT_SECRET = 'another';
  expect((await lab.run(['token'])).out).toBe('token-2\n');
});

test('When the cache cannot be written, then everything goes on without it', async () => {
  await lab.put('no-folder', '');
  lab.env.XDG_CACHE_HOME = lab.at('no-folder');
  expect(await lab.run(['token'])).toMatchObject({ code: 0, out: 'token-1\n' });
});

test('When the platform does not accept a cached token any more, then a new one is fetched, once', async () => {
  await lab.run(['token']);
  platform.reply = (request) =>
    request.headers.authorization === 'Bearer token-1' ? problem(401, 'E_UNAUTHORIZED') : accepted(request);
  const file = await lab.put('a.json', nativeBody());
  expect((await lab.run(['submit', file])).code).toBe(0);
  expect(platform.asked).toBe(2);

  platform.reply = () => problem(401, 'E_UNAUTHORIZED');
  expect((await lab.run(['submit', file])).code).toBe(2);
  expect(platform.asked).toBe(3);
});

test('When the login refuses the client, then the code is 2 and the secret is not shown', async () => {
  platform.token = () => ({ status: 401, body: { error: 'invalid_client' } });
  const { code, err, out } = await lab.run(['token', '--json']);
  expect(code).toBe(2);
  expect(err).toContain('invalid_client');
  expect(err + out).not.toContain('the-secret');
});

test('When the login stumbles, then it is asked again until it answers', async () => {
  const answers = [{ status: 503 }, { status: 502 }];
  const usual = platform.token;
  platform.token = () => answers.shift() ?? usual();
  expect(await lab.run(['token'])).toMatchObject({ code: 0, out: 'token-3\n' });
  platform.token = () => ({ status: 500 });
  expect((await lab.run(['token', '--retry-for', '0'], later(7200))).code).toBe(3);
});
