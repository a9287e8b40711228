import { generateKeyPairSync } from 'node:crypto';
import { type LocalCloud, startLocalCloud } from '@labsecure/local-cloud/cloud';
import { createSealer } from '@labsecure/sealing/seal';
import { startChild } from '@labsecure/testing/child';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDropCloud, type DropCloud } from './testing/drop-cloud.ts';
import { type IngestWorld, startIngestWorld } from './testing/ingest-world.ts';
import { jsonReport } from './testing/same-report.ts';

let cloud: LocalCloud;
let ingest: IngestWorld;
let files: DropCloud;
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 3072 });

beforeAll(async () => {
  cloud = await startLocalCloud();
  const SEALING_KEY = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  ingest = await startIngestWorld(cloud, { SEALING_KEY });
  files = await createDropCloud(ingest.eyes, cloud.env.RESOURCE_PREFIX ?? '');
  ingest.start();
});
afterAll(async () => {
  await ingest.stop();
  await cloud.close();
});

const ask = (payload: object, token = ingest.tokens.LAB001) =>
  ingest.app.inject({
    method: 'POST',
    url: '/api/v1/uploads',
    headers: { authorization: `Bearer ${token}` },
    payload,
  });
const sealingKey = (world = ingest) =>
  world.app.inject({
    url: '/api/v1/sealing-key',
    headers: { authorization: `Bearer ${world.tokens.LAB001}` },
  });

test('When a lab asks for an address, then what it puts there is taken in as its own', async () => {
  const body = jsonReport(`U-${process.pid}-1`);
  const answer = await ask({ file_name: 'results.json', size: Buffer.byteLength(body) });
  expect(answer.statusCode).toBe(201);
  const { url, method, headers, path, expires_at } = answer.json();
  expect(path).toMatch(/^incoming\/LAB001\/[0-9a-f-]{36}\/results\.json$/);
  expect(Date.parse(expires_at) - Date.now()).toBeGreaterThan(14 * 60_000);
  expect(Date.parse(expires_at) - Date.now()).toBeLessThanOrEqual(15 * 60_000);

  const put = await fetch(url, { method, headers, body });
  expect(put.status).toBe(200);
  await files.announce(path);
  await files.untilTaken(path);
  expect(await files.acceptedAs(path)).toHaveLength(1);
});

test('When an address is given, then it is for that size and no other, for a quarter of an hour', async () => {
  const { url } = (await ask({ file_name: 'a.csv', size: 1234 })).json();
  const query = new URL(url).searchParams;
  expect(query.get('X-Amz-SignedHeaders')).toBe('content-length;host');
  expect(query.get('X-Amz-Expires')).toBe('900');
  const another = new URL((await ask({ file_name: 'a.csv', size: 1234 })).json().url);
  expect(another.pathname).not.toBe(new URL(url).pathname);
});

test('When labs reach S3 elsewhere, then addresses name that place', async () => {
  const elsewhere = await startIngestWorld(cloud, { DOCUMENTS_ENDPOINT_URL: 'https://files.example.com' });
  try {
    const answer = await elsewhere.app.inject({
      method: 'POST',
      url: '/api/v1/uploads',
      headers: { authorization: `Bearer ${elsewhere.tokens.LAB002}` },
      payload: { file_name: 'a.csv', size: 1 },
    });
    expect(answer.json().url).toMatch(/^https:\/\/files\.example\.com\/[^?]*\/incoming\/LAB002\//);
  } finally {
    await elsewhere.stop();
  }
});

test.each(['../a.csv', 'a/b.csv', '.hidden', 'a b.csv', 'ä.csv', '', 'x'.repeat(121)])(
  'When a file would be called %j, then there is no address',
  async (file_name) => {
    const answer = await ask({ file_name, size: 1 });
    expect(answer.statusCode).toBe(422);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  },
);

const limit = 25 * 1024 * 1024;
test.each([
  ['a.csv', 0, 422],
  ['a.csv', 1.5, 422],
  ['a.csv', limit, 201],
  ['a.csv', limit + 1, 413],
  ['a.json', 1024 * 1024, 201],
  ['a.json', 1024 * 1024 + 1, 413],
  ['a.xml', limit, 413],
  ['a', limit, 201],
  ['a.csv.sealed', limit + 1, 201],
  ['a.csv.sealed', limit + 1024 * 1024 + 1, 413],
])('When %s is to have %d bytes, then the answer is %i', async (file_name, size, status) => {
  const answer = await ask({ file_name, size });
  expect(answer.statusCode).toBe(status);
  if (status === 413) expect(answer.json().detail).toMatch(/at most \d+ bytes/);
});

test('When the name of a file cannot be taken, then it is said which names can', async () => {
  const answer = await ask({ file_name: 'März 3.csv', size: 1 });
  expect(answer.statusCode).toBe(422);
  expect(answer.json().detail).toMatch(/^file_name is not as it has to be: letters a to z, digits/);
});

test('Without a token there is neither address nor key', async () => {
  expect((await ask({ file_name: 'a.csv', size: 1 }, 'none')).statusCode).toBe(401);
  expect((await ingest.app.inject('/api/v1/sealing-key')).statusCode).toBe(401);
});

test('When a file is sealed to the key that labs are given, then it is opened and taken in; for another lab it is not', async () => {
  const { public_key, fingerprint } = (await sealingKey()).json();
  expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
  const body = Buffer.from(jsonReport(`U-${process.pid}-2`));
  const sealed = await createSealer(public_key)(body, { lab_id: 'LAB001' });
  const own = `incoming/LAB001/${process.pid}/a.json.sealed`;
  await files.drop(own, sealed);
  const [kept = ''] = await files.acceptedAs(own);
  expect(await files.read('drop', kept)).toEqual(Buffer.from(sealed));

  const foreign = `incoming/LAB002/${process.pid}/b.json.sealed`;
  await files.drop(foreign, sealed);
  expect(await files.reasonsFor(foreign)).toMatchObject({ reasons: [{ code: 'E_SEALED' }] });
});

test('When a sealed file was damaged or cut off, then it is in quarantine', async () => {
  const { public_key } = (await sealingKey()).json();
  const sealed = await createSealer(public_key)(Buffer.from(jsonReport('U-3')), { lab_id: 'LAB001' });
  const changed = Buffer.from(sealed);
  changed[changed.length - 20] = (changed[changed.length - 20] ?? 0) ^ 1;
  for (const [name, bytes] of Object.entries({ changed, cut: sealed.subarray(0, -30) })) {
    const key = `incoming/LAB001/${process.pid}/${name}.json.sealed`;
    await files.drop(key, bytes);
    expect(await files.reasonsFor(key)).toMatchObject({ in_part: false, reasons: [{ code: 'E_SEALED' }] });
  }
});

test('Where no key is set up, there is none to give', async () => {
  const without = await startIngestWorld(cloud);
  try {
    expect((await sealingKey(without)).statusCode).toBe(404);
  } finally {
    await without.stop();
  }
});

test('When the key cannot be read, then the process ends at once with one line', async () => {
  const env = { ...cloud.env, PORT: '0', SEALING_KEY: 'AAAA' };
  const child = startChild(new URL('./main.ts', import.meta.url), [], env);
  expect(await child.ended).toBe(1);
  expect(child.output().trim().split('\n')).toEqual([expect.stringMatching(/^SEALING_KEY holds no key/)]);
});
