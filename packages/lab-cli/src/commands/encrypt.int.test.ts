import { mkdir } from 'node:fs/promises';
import { fingerprintOf } from '@labsecure/sealing/keys';
import { expect, test } from 'vitest';
import { canary, csvBody, hl7Body, invalidNative, nativeBody } from '../../test/bodies.ts';
import { useEncryption } from '../../test/encrypting.ts';
import { problem } from '../../test/stub-platform.ts';

const { here, encrypt, opened, contents, first } = useEncryption();

test('When a file is encrypted, then it is put where the platform says, and the platform alone can open it', async () => {
  const body = nativeBody();
  const file = await here.lab.put('a.json', body);
  const { code, events } = await encrypt(file);
  const path = 'incoming/LAB001/1/a.json.sealed';
  expect(code).toBe(0);
  expect(events()).toEqual([
    { event: 'sealing-key', fingerprint: fingerprintOf(here.platform.keys().publicKey), from: 'platform' },
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
  expect([...here.platform.stored.keys()]).toEqual([path]);
  expect(await contents()).toEqual([body]);
  await expect(opened(here.platform.stored.get(path), 'LAB002')).rejects.toMatchObject({ code: 'E_SEALED' });
  expect(here.platform.deliveries()).toEqual([]);
  for (const request of here.platform.received) {
    expect(request.body.includes(canary)).toBe(false);
    expect(JSON.stringify([request.path, request.headers])).not.toContain(String(events()[1]?.digest));
  }
});

test('The store gets the headers it asked for and the length of the file, and never the token', async () => {
  await encrypt(await here.lab.put('a.hl7', hl7Body()));
  const [put] = here.platform.puts();
  const { authorization, ...headers } = put?.headers ?? {};
  expect(authorization).toBeUndefined();
  expect(JSON.stringify(headers)).not.toContain('token-');
  expect(headers).toMatchObject({
    'x-amz-meta-from': 'a-test',
    'content-length': String(put?.body.length),
  });
  const [asked] = here.platform.received.filter(({ path }) => path === '/api/v1/uploads');
  expect(JSON.parse(asked?.body.toString() ?? '')).toEqual({
    file_name: 'a.hl7.sealed',
    size: put?.body.length,
  });
});

test('When people look on, then they see the fingerprint and where the file lies', async () => {
  const { out } = await here.lab.run(['submit', '--encrypt', await here.lab.put('a.json', nativeBody())]);
  expect(out).toContain(
    `Sealed to the key ${fingerprintOf(here.platform.keys().publicKey)} (from the platform).`,
  );
  expect(out).toMatch(/^uploaded .*a\.json .*labsecure history.* -> incoming\/LAB001\/1\/a\.json\.sealed$/m);
});

test('When a file cannot be valid, then nothing of it leaves', async () => {
  const { code } = await encrypt(await here.lab.put('a.json', invalidNative()));
  expect(code).toBe(1);
  expect(here.platform.received).toEqual([]);
});

test('When rows are bad and others good, then the file is put, and what was found here is told', async () => {
  const file = await here.lab.put('a.csv', csvBody('"5,5"'));
  const { events, code } = await encrypt(file);
  expect(code).toBe(1);
  expect(events()[1]).toMatchObject({
    outcome: 'partly',
    path: 'incoming/LAB001/1/a.csv.sealed',
    problems: expect.arrayContaining([expect.objectContaining({ row: 3, pointer: '/3/Value' })]),
  });
  expect(events()[2]).toEqual({ event: 'summary', partly: 1, exit_code: 1 });
  const { out } = await here.lab.run(['submit', '--encrypt', file]);
  expect(out).toMatch(/^partly .*a\.csv .*labsecure history.* -> incoming\/LAB001\/2\/a\.csv\.sealed$/m);
});

test('When --type says another format than the name, then the name on the way tells that format', async () => {
  await encrypt(await here.lab.put('a b.txt', csvBody()), '--type', 'csv');
  expect([...here.platform.stored.keys()]).toEqual(['incoming/LAB001/1/a_b.txt.csv.sealed']);
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
    const { code } = await here.lab.run(['submit', '--encrypt', await here.lab.put('a.json', body)]);
    expect(code).toBe(0);
    expect([...here.platform.stored.keys()]).toEqual([`incoming/LAB001/${places}/a.json.sealed`]);
    expect(await contents()).toEqual([body]);
  },
);

test('When the answer of the store is lost, then the same place gets the same bytes again', async () => {
  first('/store/', 'lost');
  expect((await here.lab.run(['submit', '--encrypt', await here.lab.put('a.json', nativeBody())])).code).toBe(
    0,
  );
  const [one, two] = here.platform.puts();
  expect(two?.path).toBe(one?.path);
  expect(two?.body.equals(one?.body ?? Buffer.alloc(0))).toBe(true);
});

test('When the store goes on failing, then the file is unsent with code 3, and the next ones are not tried', async () => {
  here.platform.reply = (request) =>
    request.path.startsWith('/store/') ? { status: 403 } : here.platform.usual(request);
  const files = [await here.lab.put('a.json', nativeBody()), await here.lab.put('b.json', nativeBody())];
  const { code, events } = await encrypt(...(files as [string, string]));
  expect(code).toBe(3);
  expect(events().slice(1, 3)).toMatchObject([{ outcome: 'unreachable' }, { outcome: 'unreachable' }]);
  expect(here.platform.puts()).toHaveLength(1);
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
    here.platform.reply = (request) => (request.path.startsWith(path) ? reply : here.platform.usual(request));
    const { code, events } = await encrypt(await here.lab.put('a.json', nativeBody()));
    expect(code).toBe(2);
    expect(events().find(({ event }) => event === 'file')).toMatchObject({ outcome: 'denied' });
  },
);

test('When the platform says that the file is too large, then it is refused', async () => {
  first('/api/v1/uploads', problem(413, 'E_TOO_LARGE'));
  const { code, events } = await encrypt(await here.lab.put('a.json', nativeBody()));
  expect(code).toBe(1);
  expect(events()[1]).toMatchObject({ outcome: 'refused', problems: [{ code: 'E_TOO_LARGE' }] });
});

test('When the address for the file is not https, then the file does not go there', async () => {
  here.platform.reply = (request) => {
    const reply = here.platform.usual(request);
    const { url, ...place } = reply.body as Record<string, string>;
    return request.path === '/api/v1/uploads'
      ? { ...reply, body: { ...place, url: url?.replace('127.0.0.1', 'store.example.org') } }
      : reply;
  };
  const { code, events } = await encrypt(await here.lab.put('a.json', nativeBody()));
  expect(code).toBe(2);
  expect(events()[1]).toMatchObject({ outcome: 'denied', detail: expect.stringContaining('not https') });
});

test('When the token is not accepted any more, then a new one is fetched, and the file is put', async () => {
  await here.lab.run(['token']);
  here.platform.reply = (request) =>
    request.headers.authorization === 'Bearer token-1'
      ? problem(401, 'E_UNAUTHORIZED')
      : here.platform.usual(request);
  expect((await encrypt(await here.lab.put('a.json', nativeBody()))).code).toBe(0);
  expect(here.platform.stored.size).toBe(1);
});

test('When a folder is watched, then files are sealed, and receipts say where they lie with the platform', async () => {
  await mkdir(here.lab.at('drop'));
  const body = nativeBody();
  await here.lab.put('drop/a.json', body);
  await here.lab.put('drop/b.json', invalidNative());
  const watching = [
    'watch',
    here.lab.at('drop'),
    '--encrypt',
    '--once',
    '--every',
    '0.1',
    '--retry-for',
    '0',
  ];
  expect((await here.lab.run(watching)).code).toBe(1);
  expect(await contents()).toEqual([body]);
  expect(await here.lab.notes('drop', 'sent')).toMatchObject([
    { file: 'a.json', outcome: 'uploaded', path: 'incoming/LAB001/1/a.json.sealed', results: [] },
  ]);
  expect(await here.lab.list('drop', 'invalid')).toHaveLength(1);
  expect(await here.lab.list('drop', 'work')).toEqual([]);
});

test('When the platform is away while a folder is watched, then the file waits, and the next run puts it', async () => {
  await mkdir(here.lab.at('drop'));
  await here.lab.put('drop/a.json', nativeBody());
  const watching = [
    'watch',
    here.lab.at('drop'),
    '--encrypt',
    '--once',
    '--every',
    '0.1',
    '--retry-for',
    '0',
  ];
  here.platform.reply = () => problem(503, 'E_UNAVAILABLE');
  expect((await here.lab.run(watching)).code).toBe(3);
  expect(await here.lab.list('drop', 'work')).toHaveLength(1);
  here.platform.reply = here.platform.usual;
  expect((await here.lab.run(watching)).code).toBe(0);
  expect(await contents()).toHaveLength(1);
});
