import { expect, test } from 'vitest';
import { nativeBody } from '../../test/bodies.ts';
import { useEncryption } from '../../test/encrypting.ts';
import { keyPair } from '../../test/stub-platform.ts';

const { here, encrypt, contents } = useEncryption();
const keyFile = (pem: string): Promise<string> => here.lab.put('key.pem', pem);

test('When there are several files, then the key is asked for once', async () => {
  const files = [await here.lab.put('a.json', nativeBody()), await here.lab.put('b.json', nativeBody())];
  await encrypt(...(files as [string, string]));
  expect(here.platform.received.filter(({ path }) => path === '/api/v1/sealing-key')).toHaveLength(1);
  expect(here.platform.stored.size).toBe(2);
});

test.each([
  ['of another key than its fingerprint', () => ({ fingerprint: '0'.repeat(64) })],
  ['too short', () => ({ public_key: keyPair(2048).publicKey })],
  ['none', () => ({ public_key: 'Canaryson' })],
])(
  'When the key of the platform is %s, then nothing is sealed to it and nothing is put',
  async (_what, change) => {
    here.platform.reply = (request) => {
      const reply = here.platform.usual(request);
      return request.path === '/api/v1/sealing-key'
        ? { ...reply, body: { ...(reply.body as object), ...change() } }
        : reply;
    };
    const { code, events } = await encrypt(await here.lab.put('a.json', nativeBody()));
    expect(code).toBe(2);
    expect(events()[0]).toMatchObject({ outcome: 'denied' });
    expect(here.platform.puts()).toEqual([]);
  },
);

test('When the laboratory has the key in a file, then the platform is not asked for it', async () => {
  const own = await keyFile(here.platform.keys().publicKey);
  const { code, events } = await encrypt(await here.lab.put('a.json', nativeBody()), '--sealing-key', own);
  expect(code).toBe(0);
  expect(events()[0]).toMatchObject({ event: 'sealing-key', from: 'file' });
  expect(here.platform.received.map(({ path }) => path)).not.toContain('/api/v1/sealing-key');
  expect(await contents()).toHaveLength(1);
});

test.each([
  ['is missing', undefined],
  ['is no key', 'Canaryson'],
  ['is a private key', () => here.platform.keys().privateKey],
  ['is too short', () => keyPair(2048).publicKey],
])('When the key in the file %s, then nothing is sent and the code is 2', async (_what, content) => {
  const pem = typeof content === 'function' ? content() : content;
  here.lab.env.LABSECURE_SEALING_KEY = pem === undefined ? here.lab.at('none.pem') : await keyFile(pem);
  const { code, err } = await encrypt(await here.lab.put('a.json', nativeBody()));
  expect(code).toBe(2);
  expect(err).toContain('sealing key');
  expect(err).not.toContain('Canaryson');
  expect(here.platform.received).toEqual([]);
});
