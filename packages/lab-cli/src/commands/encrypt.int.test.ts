import { mkdir } from 'node:fs/promises';
import { fingerprintOf } from '@labsecure/sealing/keys';
import { createOpener } from '@labsecure/sealing/open';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { canary, csvBody, hl7Body, invalidNative, nativeBody } from '../../test/bodies.ts';
import { createLaboratory, type Laboratory } from '../../test/laboratory.ts';
import {
  keyPair,
  problem,
  type Received,
  type Reply,
  type StubPlatform,
  startStubPlatform,
} from '../../test/stub-platform.ts';

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

const encrypt = (file: string, ...more: string[]) =>
  lab.run(['submit', '--encrypt', '--json', '--retry-for', '0', file, ...more]);
const keyFile = (pem: string): Promise<string> => lab.put('key.pem', pem);

/** As the platform opens it, for a lab. */
const opened = async (sealed: Uint8Array | undefined, lab_id = 'LAB001'): Promise<string> => {
  const source = async function* () {
    if (sealed) yield sealed;
  };
  const parts: Uint8Array[] = [];
  for await (const part of createOpener(platform.keys().privateKey)(source(), { lab_id })) parts.push(part);
  return Buffer.concat(parts).toString();
};
const contents = (): Promise<string[]> =>
  Promise.all([...platform.stored.values()].map((sealed) => opened(sealed)));

/** The first requests to a path get other answers than usual. */
const first = (start: string, ...replies: (Reply | 'lost')[]): void => {
  platform.reply = (request: Received) =>
    (request.path.startsWith(start) ? replies.shift() : undefined) ?? platform.usual(request);
};

test('When a file is encrypted, then it is put where the platform says, and the platform alone can open it', async () => {
  const body = nativeBody();
  const file = await lab.put('a.json', body);
  const { code, events } = await encrypt(file);
  const path = 'incoming/LAB001/1/a.json.sealed';
  expect(code).toBe(0);
  expect(events()).toEqual([
    { event: 'sealing-key', fingerprint: fingerprintOf(platform.keys().publicKey), from: 'platform' },
    {
      event: 'file',
      file,
      outcome: 'uploaded',
      path,
      detail: expect.stringContaining('labsecure history'),
      media_type: 'application/json',
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      problems: [],
    },
    { event: 'summary', uploaded: 1, exit_code: 0 },
  ]);
  expect([...platform.stored.keys()]).toEqual([path]);
  expect(await contents()).toEqual([body]);
  await expect(opened(platform.stored.get(path), 'LAB002')).rejects.toMatchObject({ code: 'E_SEALED' });
  expect(platform.deliveries()).toEqual([]);
  for (const request of platform.received) {
    expect(request.body.includes(canary)).toBe(false);
    expect(JSON.stringify([request.path, request.headers])).not.toContain(String(events()[1]?.digest));
  }
});

test('The store gets the headers it asked for and the length of the file, and never the token', async () => {
  await encrypt(await lab.put('a.hl7', hl7Body()));
  const [put] = platform.puts();
  const { authorization, ...headers } = put?.headers ?? {};
  expect(authorization).toBeUndefined();
  expect(JSON.stringify(headers)).not.toContain('token-');
  expect(headers).toMatchObject({
    'x-amz-meta-from': 'a-test',
    'content-length': String(put?.body.length),
  });
  const [asked] = platform.received.filter(({ path }) => path === '/api/v1/uploads');
  expect(JSON.parse(asked?.body.toString() ?? '')).toEqual({
    file_name: 'a.hl7.sealed',
    size: put?.body.length,
  });
});

test('When people look on, then they see the fingerprint and where the file lies', async () => {
  const { out } = await lab.run(['submit', '--encrypt', await lab.put('a.json', nativeBody())]);
  expect(out).toContain(`Sealed to the key ${fingerprintOf(platform.keys().publicKey)} (from the platform).`);
  expect(out).toMatch(/^uploaded .*a\.json .*labsecure history.* -> incoming\/LAB001\/1\/a\.json\.sealed$/m);
});

test('When there are several files, then the key is asked for once', async () => {
  const files = [await lab.put('a.json', nativeBody()), await lab.put('b.json', nativeBody())];
  await encrypt(...(files as [string, string]));
  expect(platform.received.filter(({ path }) => path === '/api/v1/sealing-key')).toHaveLength(1);
  expect(platform.stored.size).toBe(2);
});

test('When a file cannot be valid, then nothing of it leaves', async () => {
  const { code } = await encrypt(await lab.put('a.json', invalidNative()));
  expect(code).toBe(1);
  expect(platform.received).toEqual([]);
});

test('When rows are bad and others good, then the file is put, and what was found here is told', async () => {
  const { events } = await encrypt(await lab.put('a.csv', csvBody('"5,5"')));
  expect(events()[1]).toMatchObject({
    outcome: 'uploaded',
    problems: expect.arrayContaining([expect.objectContaining({ row: 3, pointer: '/3/Value' })]),
  });
});

test('When --type says another format than the name, then the name on the way tells that format', async () => {
  await encrypt(await lab.put('a b.txt', csvBody()), '--type', 'csv');
  expect([...platform.stored.keys()]).toEqual(['incoming/LAB001/1/a_b.txt.csv.sealed']);
});

test.each([
  ['an address that has expired', '/store/', { status: 403, body: '<Code>AccessDenied</Code>' }, 2],
  ['a store that is busy', '/store/', { status: 503 }, 2],
  ['a platform that is busy', '/api/v1/uploads', problem(503, 'E_BUSY'), 1],
  ['a platform that is busy with its key', '/api/v1/sealing-key', problem(503, 'E_BUSY'), 1],
])(
  'When the first answer is of %s, then it is tried again and the file is put, whole',
  async (_what, path, reply, places) => {
    first(path, reply);
    const body = nativeBody();
    const { code } = await lab.run(['submit', '--encrypt', await lab.put('a.json', body)]);
    expect(code).toBe(0);
    expect([...platform.stored.keys()]).toEqual([`incoming/LAB001/${places}/a.json.sealed`]);
    expect(await contents()).toEqual([body]);
  },
);

test('When the answer of the store is lost, then the same place gets the same bytes again', async () => {
  first('/store/', 'lost');
  expect((await lab.run(['submit', '--encrypt', await lab.put('a.json', nativeBody())])).code).toBe(0);
  const [one, two] = platform.puts();
  expect(two?.path).toBe(one?.path);
  expect(two?.body.equals(one?.body ?? Buffer.alloc(0))).toBe(true);
});

test('When the store goes on failing, then the file is unsent with code 3, and the next ones are not tried', async () => {
  platform.reply = (request) =>
    request.path.startsWith('/store/') ? { status: 403 } : platform.usual(request);
  const files = [await lab.put('a.json', nativeBody()), await lab.put('b.json', nativeBody())];
  const { code, events } = await encrypt(...(files as [string, string]));
  expect(code).toBe(3);
  expect(events().slice(1, 3)).toMatchObject([{ outcome: 'unreachable' }, { outcome: 'unreachable' }]);
  expect(platform.puts()).toHaveLength(1);
});

const html = { 'content-type': 'text/html' };
test.each([
  ['the store, a page of a proxy', '/store/', { status: 200, headers: html, body: '<html>' }],
  ['the store, a redirection', '/store/', { status: 302, headers: { location: 'http://127.0.0.1:9/' } }],
  ['the platform, a page of a proxy', '/api/v1/uploads', { status: 201, headers: html, body: '<html>' }],
  ['the platform, that the client may not', '/api/v1/uploads', problem(403, 'E_FORBIDDEN')],
  ['the platform, that it has no key', '/api/v1/sealing-key', problem(404, 'E_NOT_FOUND')],
])(
  'When the answer is of %s, then the file does not count as put, and the code is 2',
  async (_what, path, reply) => {
    platform.reply = (request) => (request.path.startsWith(path) ? reply : platform.usual(request));
    const { code, events } = await encrypt(await lab.put('a.json', nativeBody()));
    expect(code).toBe(2);
    expect(events().find(({ event }) => event === 'file')).toMatchObject({ outcome: 'denied' });
  },
);

test('When the platform says that the file is too large, then it is refused', async () => {
  first('/api/v1/uploads', problem(413, 'E_TOO_LARGE'));
  const { code, events } = await encrypt(await lab.put('a.json', nativeBody()));
  expect(code).toBe(1);
  expect(events()[1]).toMatchObject({ outcome: 'refused', problems: [{ code: 'E_TOO_LARGE' }] });
});

test('When the address for the file is not https, then the file does not go there', async () => {
  platform.reply = (request) => {
    const reply = platform.usual(request);
    const { url, ...place } = reply.body as Record<string, string>;
    return request.path === '/api/v1/uploads'
      ? { ...reply, body: { ...place, url: url?.replace('127.0.0.1', 'store.example.org') } }
      : reply;
  };
  const { code, events } = await encrypt(await lab.put('a.json', nativeBody()));
  expect(code).toBe(2);
  expect(events()[1]).toMatchObject({ outcome: 'denied', detail: expect.stringContaining('not https') });
});

test.each([
  ['of another key than its fingerprint', () => ({ fingerprint: '0'.repeat(64) })],
  ['too short', () => ({ public_key: keyPair(2048).publicKey })],
  ['none', () => ({ public_key: 'Canaryson' })],
])(
  'When the key of the platform is %s, then nothing is sealed to it and nothing is put',
  async (_what, change) => {
    platform.reply = (request) => {
      const reply = platform.usual(request);
      return request.path === '/api/v1/sealing-key'
        ? { ...reply, body: { ...(reply.body as object), ...change() } }
        : reply;
    };
    const { code, events } = await encrypt(await lab.put('a.json', nativeBody()));
    expect(code).toBe(2);
    expect(events()[0]).toMatchObject({ outcome: 'denied' });
    expect(platform.puts()).toEqual([]);
  },
);

test('When the laboratory has the key in a file, then the platform is not asked for it', async () => {
  const own = await keyFile(platform.keys().publicKey);
  const { code, events } = await encrypt(await lab.put('a.json', nativeBody()), '--sealing-key', own);
  expect(code).toBe(0);
  expect(events()[0]).toMatchObject({ event: 'sealing-key', from: 'file' });
  expect(platform.received.map(({ path }) => path)).not.toContain('/api/v1/sealing-key');
  expect(await contents()).toHaveLength(1);
});

test.each([
  ['is missing', undefined],
  ['is no key', 'Canaryson'],
  ['is a private key', () => platform.keys().privateKey],
  ['is too short', () => keyPair(2048).publicKey],
])('When the key in the file %s, then nothing is sent and the code is 2', async (_what, content) => {
  const pem = typeof content === 'function' ? content() : content;
  lab.env.LABSECURE_SEALING_KEY = pem === undefined ? lab.at('none.pem') : await keyFile(pem);
  const { code, err } = await encrypt(await lab.put('a.json', nativeBody()));
  expect(code).toBe(2);
  expect(err).toContain('sealing key');
  expect(err).not.toContain('Canaryson');
  expect(platform.received).toEqual([]);
});

test('When the token is not accepted any more, then a new one is fetched, and the file is put', async () => {
  await lab.run(['token']);
  platform.reply = (request) =>
    request.headers.authorization === 'Bearer token-1'
      ? problem(401, 'E_UNAUTHORIZED')
      : platform.usual(request);
  expect((await encrypt(await lab.put('a.json', nativeBody()))).code).toBe(0);
  expect(platform.stored.size).toBe(1);
});

test('When a folder is watched, then files are sealed, and receipts say where they lie with the platform', async () => {
  await mkdir(lab.at('drop'));
  const body = nativeBody();
  await lab.put('drop/a.json', body);
  await lab.put('drop/b.json', invalidNative());
  const watching = ['watch', lab.at('drop'), '--encrypt', '--once', '--every', '0.1', '--retry-for', '0'];
  expect((await lab.run(watching)).code).toBe(1);
  expect(await contents()).toEqual([body]);
  expect(await lab.notes('drop', 'sent')).toMatchObject([
    { file: 'a.json', outcome: 'uploaded', path: 'incoming/LAB001/1/a.json.sealed', results: [] },
  ]);
  expect(await lab.list('drop', 'invalid')).toHaveLength(1);
  expect(await lab.list('drop', 'work')).toEqual([]);
});

test('When the platform is away while a folder is watched, then the file waits, and the next run puts it', async () => {
  await mkdir(lab.at('drop'));
  await lab.put('drop/a.json', nativeBody());
  const watching = ['watch', lab.at('drop'), '--encrypt', '--once', '--every', '0.1', '--retry-for', '0'];
  platform.reply = () => problem(503, 'E_UNAVAILABLE');
  expect((await lab.run(watching)).code).toBe(3);
  expect(await lab.list('drop', 'work')).toHaveLength(1);
  platform.reply = platform.usual;
  expect((await lab.run(watching)).code).toBe(0);
  expect(await contents()).toHaveLength(1);
});
