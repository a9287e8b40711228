import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { makeKey, type SigningKey, startKeyServer } from '../test/login.ts';
import { createKeySet } from './jwks.ts';

let one: SigningKey;
let two: SigningKey;
let server: Awaited<ReturnType<typeof startKeyServer>>;
beforeAll(async () => {
  [one, two] = await Promise.all([makeKey('one'), makeKey('two')]);
});
beforeEach(async () => {
  server = await startKeyServer([one.jwk]);
});
afterEach(() => server.close());

const keySet = (options: { cooldownMs?: number; maxAgeMs?: number; timeoutMs?: number } = {}) =>
  createKeySet({ jwksUri: server.jwksUri, ...options });

test('However many wait for the keys, they are fetched once', async () => {
  const keyOf = keySet();
  const found = await Promise.all(Array.from({ length: 20 }, () => keyOf('one')));
  expect(new Set(found).size).toBe(1);
  expect(found[0]).toContain('BEGIN PUBLIC KEY');
  expect(server.state.fetches).toBe(1);
});

test('Made-up key ids do not make us ask again and again', async () => {
  const keyOf = keySet();
  for (const kid of ['a', 'b', 'c', 'd']) expect(await keyOf(kid)).toBeUndefined();
  expect(server.state.fetches).toBe(1);
});

test('A key published later is found once the cooldown is over', async () => {
  const keyOf = keySet({ cooldownMs: 1 });
  expect(await keyOf('two')).toBeUndefined();
  server.state.keys = [one.jwk, two.jwk];
  await vi.waitFor(async () => expect(await keyOf('two')).toContain('BEGIN PUBLIC KEY'), 20_000);
});

test('A key that is taken back is forgotten when the keys have aged', async () => {
  const keyOf = keySet({ cooldownMs: 1, maxAgeMs: 1 });
  await keyOf('one');
  server.state.keys = [two.jwk];
  await vi.waitFor(async () => expect(await keyOf('one')).toBeUndefined(), 20_000);
});

test('A login that hangs is given up on, asked once by a crowd, and found again when it is back', async () => {
  const keyOf = keySet({ timeoutMs: 1000, cooldownMs: 20 });
  server.state.behaviour = 'hang';
  const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => keyOf('one')));
  expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
  expect(server.state.fetches).toBe(1);
  server.state.behaviour = 'ok';
  await vi.waitFor(async () => expect(await keyOf('one')).toContain('BEGIN PUBLIC KEY'), 20_000);
});

test.each([
  ['an encryption key', { use: 'enc' }],
  ['a key for another algorithm', { alg: 'PS256' }],
  ['a symmetric key', { kty: 'oct', k: 'c2VjcmV0' }],
])('%s is not used to check signatures', async (_what, change) => {
  server.state.keys = [{ ...one.jwk, ...change }];
  expect(await keySet()('one')).toBeUndefined();
});
