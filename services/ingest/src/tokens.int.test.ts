import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { type LocalCloud, startLocalCloud } from '@labsecure/local-cloud/cloud';
import { clientToken, userToken } from '@labsecure/local-cloud/tokens';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aBody } from './testing/bodies.ts';
import { labClaims, signedByPublicKey, signedByStranger, unsigned } from './testing/forged.ts';
import { type IngestWorld, startIngestWorld } from './testing/ingest-world.ts';

let cloud: LocalCloud;
let ingest: IngestWorld;
let key: JsonWebKey & { kid: string };

beforeAll(async () => {
  cloud = await startLocalCloud();
  ingest = await startIngestWorld(cloud);
  const answer = await fetch(cloud.env.OIDC_JWKS_URI ?? '');
  const { keys } = (await answer.json()) as { keys: [typeof key] };
  [key] = keys;
});
afterAll(async () => {
  await ingest.stop();
  await cloud.close();
});

const issuer = (): string => cloud.login.issuer;
const refused = async (token: string, status: number, code: string): Promise<void> => {
  for (const answer of [await ingest.post(aBody(), {}, token), await ingest.status('x', token)]) {
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ status, code });
  }
};
const tampered = (token: string): string => {
  const [header, payload = '', signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const other = Buffer.from(JSON.stringify({ ...claims, client_id: 'lab002-client' })).toString('base64url');
  return [header, other, signature].join('.');
};

test('A good token is let in', async () => {
  expect((await ingest.post(aBody())).statusCode).toBe(202);
});

test.each<[string, () => string | Promise<string>]>([
  [
    'signed by a stranger under the known key id',
    () => signedByStranger(labClaims(issuer()), { kid: key.kid }),
  ],
  ['signed under an unknown key id', () => signedByStranger(labClaims(issuer()), { kid: 'unknown' })],
  ['changed after it was signed', () => tampered(ingest.tokens.LAB001)],
  [
    'signed as HS256 with the public key',
    () => signedByPublicKey(labClaims(issuer()), key.kid, createPublicKey({ key, format: 'jwk' })),
  ],
  ['not signed at all', () => unsigned(labClaims(issuer()))],
  ['expired', () => clientToken(cloud, 'LAB001', { expiresIn: -60 })],
  [
    'of another issuer',
    () => clientToken(cloud, 'LAB001', { claims: { iss: 'https://login.elsewhere.example.com' } }),
  ],
  ['without an expiry', () => clientToken(cloud, 'LAB001', { claims: { exp: undefined } })],
  ['an id token', () => clientToken(cloud, 'LAB001', { claims: { token_use: 'id' } })],
  ['not a token', () => 'abc'],
])('A token that is %s is refused with 401', async (_name, token) => {
  await refused(await token(), 401, 'E_UNAUTHORIZED');
});

test('Without a token the answer is 401, and says what to bring', async () => {
  const answer = await ingest.app.inject({ method: 'POST', url: '/api/v1/ingest' });
  expect(answer.statusCode).toBe(401);
  expect(answer.headers['www-authenticate']).toContain('Bearer');
});

test('A token without the scope is refused with 403', async () => {
  await refused(
    await clientToken(cloud, 'LAB001', { claims: { scope: 'labsecure/results.read' } }),
    403,
    'E_FORBIDDEN',
  );
});

test('A token of a person is refused with 403', async () => {
  await refused(await userToken(cloud, 'maria.garcia'), 403, 'E_FORBIDDEN');
});

test('A client that no lab has is refused with 403', async () => {
  const claims = { client_id: 'nobody', sub: 'nobody' };
  await refused(await clientToken(cloud, 'LAB001', { claims }), 403, 'E_FORBIDDEN');
});

test('A lab that is not active is refused with 403', async () => {
  const client_id = 'closed-client';
  await ingest.labs.put({ lab_id: 'LAB009', name: 'Closed Lab', client_id, time_zone: 'UTC', active: false });
  await refused(
    await clientToken(cloud, 'LAB001', { claims: { client_id, sub: client_id } }),
    403,
    'E_FORBIDDEN',
  );
});

test('A body that names another lab is refused with 403, and nothing is stored or sent', async () => {
  await ingest.queue.take();
  const answer = await ingest.post(aBody({ lab_id: 'LAB002' }));
  expect(answer.statusCode).toBe(403);
  expect(await ingest.queue.take()).toEqual([]);
  expect(await ingest.storedKeys('LAB002')).toEqual([]);
});
