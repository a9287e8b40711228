import { readFile, truncate } from 'node:fs/promises';
import { createOpener } from '@labsecure/sealing/open';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { canary, csvBody, nativeBody } from '../../test/bodies.ts';
import { createLaboratory, type Laboratory } from '../../test/laboratory.ts';
import { problem, type StubPlatform, startStubPlatform } from '../../test/stub-platform.ts';

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

const opened = async (name: string): Promise<string> => {
  const sealed = await readFile(lab.at(name));
  const source = async function* () {
    yield sealed;
  };
  const parts: Uint8Array[] = [];
  const open = createOpener(platform.keys().privateKey);
  for await (const part of open(source(), { lab_id: 'LAB001' })) parts.push(part);
  return Buffer.concat(parts).toString();
};

test('When files are sealed, then each lies sealed beside itself and is left as it was', async () => {
  const bodies = [csvBody(), nativeBody()];
  const files = [await lab.put('a.csv', bodies[0] ?? ''), await lab.put('b.json', bodies[1] ?? '')];
  const { code, events } = await lab.run(['seal', '--json', ...files]);
  expect(code).toBe(0);
  expect(events()).toEqual([
    { event: 'sealing-key', fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/), from: 'platform' },
    ...files.map((file) => ({ event: 'file', file, outcome: 'sealed', sealed_as: `${file}.sealed` })),
  ]);
  expect([await opened('a.csv.sealed'), await opened('b.json.sealed')]).toEqual(bodies);
  expect([await lab.read('a.csv'), await lab.read('b.json')]).toEqual(bodies);
  expect(await lab.read('b.json.sealed')).not.toContain(canary);
  expect(await lab.list()).toEqual(['a.csv', 'a.csv.sealed', 'b.json', 'b.json.sealed', 'cache']);
});

test('When there is a key file, then it needs the id of the laboratory and nothing else, and no network', async () => {
  const key = await lab.put('key.pem', platform.keys().publicKey);
  for (const name of ['URL', 'TOKEN_URL', 'CLIENT_ID', 'CLIENT_SECRET', 'TIME_ZONE'])
    lab.env[`LABSECURE_${name}`] = undefined;
  const file = await lab.put('a.csv', csvBody());
  const { code, out } = await lab.run(['seal', '--sealing-key', key, file]);
  expect(code).toBe(0);
  expect(out).toMatch(/^sealed .*a\.csv {2}-> .*a\.csv\.sealed$/m);
  expect(platform.received).toEqual([]);
  lab.env.LABSECURE_LAB_ID = undefined;
  expect((await lab.run(['seal', '--sealing-key', key, file])).code).toBe(2);
});

test('When there is a sealed file already, then it is not replaced, unless that is asked for', async () => {
  const file = await lab.put('a.csv', csvBody());
  await lab.put('a.csv.sealed', 'another');
  const { code, out } = await lab.run(['seal', file]);
  expect(code).toBe(1);
  expect(out).toContain('--force');
  expect(await lab.read('a.csv.sealed')).toBe('another');
  expect((await lab.run(['seal', '--force', file])).code).toBe(0);
  expect(await opened('a.csv.sealed')).toBe(await lab.read('a.csv'));
});

test('When the platform would not read what it opened, then it is not sealed, and the reason is told', async () => {
  const large = await lab.put('b.json', '{');
  await truncate(large, 1024 * 1024 + 1);
  const { code, events } = await lab.run([
    'seal',
    '--json',
    await lab.put('a.txt', 'a;b'),
    large,
    await lab.put('c.csv.sealed', 'x'),
  ]);
  expect(code).toBe(1);
  expect(events().map(({ problems }) => problems)).toMatchObject([
    [{ code: 'E_MEDIA' }],
    [{ code: 'E_TOO_LARGE' }],
    [{ code: 'E_SEALED_ALREADY' }],
  ]);
  expect(await lab.list()).toEqual(['a.txt', 'b.json', 'c.csv.sealed']);
});

test('When the platform is away, then nothing is written and the code is 3', async () => {
  platform.reply = () => problem(503, 'E_UNAVAILABLE');
  const { code } = await lab.run(['seal', '--retry-for', '0', await lab.put('a.csv', csvBody())]);
  expect(code).toBe(3);
  expect(await lab.list()).toEqual(['a.csv', 'cache']);
});
