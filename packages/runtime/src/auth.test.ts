import { createHmac } from 'node:crypto';
import { UnavailableError } from '@labsecure/contracts/errors';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { recordingLogger } from '../test/log-lines.ts';
import { clientClaims, issuer, makeKey, type SigningKey, startKeyServer } from '../test/login.ts';
import { registerAuth, requireScope, requireUser } from './auth.ts';
import { createProbes } from './health.ts';
import { createHttpApp, type HttpApp } from './http-app.ts';

let key: SigningKey;
let forger: SigningKey;
let server: Awaited<ReturnType<typeof startKeyServer>>;
let app: HttpApp;
const isKnownClient = vi.fn(async (client_id: string) => client_id === 'lab001-client');

beforeAll(async () => {
  [key, forger] = await Promise.all([makeKey('key-1'), makeKey('key-1')]);
  server = await startKeyServer([key.jwk]);
});
afterAll(() => server.close());

beforeEach(() => {
  server.state.behaviour = 'ok';
  app = appThatWaits(30_000);
});
afterEach(() => app.close());

/** @param timeoutMs how long it waits for the keys */
const appThatWaits = (timeoutMs: number): HttpApp => {
  const made = createHttpApp({ logger: recordingLogger().logger, probes: createProbes({}) });
  registerAuth(made, { issuer, jwksUri: server.jwksUri, isKnownClient, keys: { timeoutMs } });
  made.post(
    '/write',
    { onRequest: requireScope('labsecure/results.write') },
    async (request) => request.identity,
  );
  made.get('/me', { onRequest: requireUser() }, async (request) => request.identity);
  made.get('/open', async (request) => request.identity);
  return made;
};

const header = { alg: 'RS256', kid: 'key-1' };
const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const write = (token: string) =>
  app.inject({ method: 'POST', url: '/write', headers: { authorization: `Bearer ${token}` } });
const now = () => Math.floor(Date.now() / 1000);

test('A good token is let in, with its identity', async () => {
  const answer = await write(await key.sign(header, clientClaims()));
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toEqual({
    subject: 'lab001-client',
    client_id: 'lab001-client',
    scopes: ['labsecure/results.write', 'other'],
    groups: [],
  });
});

const without = (claim: string) => () => {
  const claims = clientClaims();
  delete claims[claim];
  return claims;
};

test.each([
  ['has expired', () => ({ ...clientClaims(), exp: now() - 60 })],
  ['is not valid yet', () => ({ ...clientClaims(), nbf: now() + 60 })],
  ['is of another issuer', () => ({ ...clientClaims(), iss: 'https://login.example.com/other' })],
  ['is an id token', () => ({ ...clientClaims(), token_use: 'id' })],
  ['is of a client that is not ours', () => ({ ...clientClaims(), client_id: 'stranger' })],
  ['has an expiry that is no number', () => ({ ...clientClaims(), exp: 'never' as unknown as number })],
  ...['iss', 'exp', 'iat', 'sub', 'jti', 'token_use', 'client_id'].map(
    (claim): [string, () => ReturnType<typeof clientClaims>] => [`has no ${claim}`, without(claim)],
  ),
])('A token that %s is refused with 401', async (_what, claims) => {
  const answer = await write(await key.sign(header, claims()));
  expect(answer.statusCode).toBe(401);
  expect(answer.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
  expect(answer.json()).toMatchObject({ status: 401, code: 'E_UNAUTHORIZED' });
});

test.each([
  ['forged under a known key id', () => forger.sign(header, clientClaims())],
  [
    'signed with the public key as an HS256 secret',
    async () => {
      const input = `${base64({ alg: 'HS256', kid: 'key-1' })}.${base64(clientClaims())}`;
      return `${input}.${createHmac('sha256', JSON.stringify(key.jwk)).update(input).digest('base64url')}`;
    },
  ],
  ['unsigned', async () => `${base64({ alg: 'none', kid: 'key-1' })}.${base64(clientClaims())}.`],
  ['unsigned, but calling itself RS256', async () => `${base64(header)}.${base64(clientClaims())}.`],
  ['without a key id', () => key.sign({ alg: 'RS256' }, clientClaims())],
  ['of a key id nobody published', () => key.sign({ alg: 'RS256', kid: 'made-up' }, clientClaims())],
  ['three random words', async () => 'not.a.token'],
  ['no token at all', async () => 'nothing'],
  [
    'a token whose payload is not JSON',
    async () => `${base64(header)}.${Buffer.from('{').toString('base64url')}.AAAA`,
  ],
  ['a token whose payload is no object', async () => `${base64(header)}.${base64('text')}.AAAA`],
])('A token that is %s is refused with 401', async (_what, make) => {
  const answer = await write(await make());
  expect(answer.statusCode).toBe(401);
  expect(answer.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
});

test('A PS256 token of an RSA key is refused with 401: only RS256 is taken', async () => {
  const pss = await makeKey('key-pss', 'PS256');
  server.state.keys = [key.jwk, pss.jwk];
  expect((await write(await pss.sign({ alg: 'PS256', kid: 'key-pss' }, clientClaims()))).statusCode).toBe(
    401,
  );
});

test('An expired token is refused even when it was let in while it was good', async () => {
  const claims = clientClaims();
  const token = await key.sign(header, claims);
  expect((await write(token)).statusCode).toBe(200);
  vi.useFakeTimers({ now: (Number(claims.exp) + 60) * 1000, toFake: ['Date'] });
  try {
    expect((await write(token)).statusCode).toBe(401);
  } finally {
    vi.useRealTimers();
  }
});

test.each([
  ['without a header', {}],
  ['of another scheme', { authorization: 'Basic bGFiOmxhYg==' }],
  ['with nothing after Bearer', { authorization: 'Bearer ' }],
])('A request %s is refused with 401', async (_what, headers) => {
  const answer = await app.inject({ method: 'POST', url: '/write', headers });
  expect(answer.statusCode).toBe(401);
  expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
});

test('A token without the scope is refused with 403', async () => {
  const answer = await write(
    await key.sign(header, { ...clientClaims(), scope: 'labsecure/results.writer' }),
  );
  expect(answer.statusCode).toBe(403);
  expect(answer.headers['www-authenticate']).toBe(
    'Bearer error="insufficient_scope", scope="labsecure/results.write"',
  );
});

test('Where a person is asked for, a client on its own is refused with 403', async () => {
  const ask = async (claims: ReturnType<typeof clientClaims>) =>
    app.inject({ url: '/me', headers: { authorization: `Bearer ${await key.sign(header, claims)}` } });
  expect((await ask(clientClaims())).statusCode).toBe(403);
  const person = { ...clientClaims(), sub: 'person', username: 'maria.garcia', 'cognito:groups': ['staff'] };
  expect((await ask(person)).json()).toMatchObject({
    subject: 'person',
    username: 'maria.garcia',
    groups: ['staff'],
  });
});

test('A route that asked for nobody has no identity to go by', async () => {
  expect((await app.inject('/open')).statusCode).toBe(401);
});

test.each(['hang', 'fail'] as const)(
  'With keys that cannot be asked for (%s), an unknown key is 503',
  async (behaviour) => {
    await app.close();
    app = appThatWaits(500);
    server.state.behaviour = behaviour;
    const answer = await write(await key.sign(header, clientClaims()));
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['retry-after']).toBe('5');
  },
);

test('With keys that cannot be asked for, a known key still serves', async () => {
  expect((await write(await key.sign(header, clientClaims()))).statusCode).toBe(200);
  server.state.behaviour = 'hang';
  expect((await write(await key.sign(header, clientClaims()))).statusCode).toBe(200);
});

test('When it cannot be told whether a client is ours, then the answer is 503 and not 401', async () => {
  isKnownClient.mockRejectedValueOnce(new UnavailableError());
  expect((await write(await key.sign(header, clientClaims()))).statusCode).toBe(503);
});

test('A token of no use to us costs no fetch of keys', async () => {
  const before = server.state.fetches;
  await write(`${base64({ alg: 'HS256', kid: 'x' })}.${base64(clientClaims())}.AAAA`);
  await write('not.a.token');
  expect(server.state.fetches).toBe(before);
});
