import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LocalCloud, startLocalCloud } from './cloud.ts';
import { demoLabSecret, demoLabs } from './demo/labs.ts';
import { clientToken, userToken } from './tokens.ts';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startLocalCloud();
});
afterAll(() => cloud.close());

test('When a lab token is made in the process, then it is like the one the login gives over the wire', async () => {
  const [lab] = demoLabs;
  if (!lab) throw new Error('no demo lab');
  const answer = await fetch(`${cloud.login.issuer}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: lab.client_id,
      client_secret: demoLabSecret(lab),
    }),
  });
  const { access_token } = (await answer.json()) as { access_token: string };
  const made = await clientToken(cloud, lab.lab_id);
  const anyTime = { iat: 0, exp: 0, jti: '' };
  expect({ ...decodeJwt(made), ...anyTime }).toEqual({ ...decodeJwt(access_token), ...anyTime });
  expect(decodeProtectedHeader(made).kid).toBe(decodeProtectedHeader(access_token).kid);
});

test('When a user token is made in the process, then the keys of the login verify it', async () => {
  const keys = createRemoteJWKSet(new URL(cloud.env.OIDC_JWKS_URI ?? ''));
  const { payload } = await jwtVerify(await userToken(cloud, 'maria.garcia'), keys, {
    issuer: cloud.env.OIDC_ISSUER,
  });
  expect(payload).toMatchObject({
    username: 'maria.garcia',
    token_use: 'access',
    client_id: 'labsecure-portal',
  });
  expect(payload).not.toHaveProperty('aud');
});

test('When a token is made to have expired or to lack a claim, then it does', async () => {
  const payload = decodeJwt(
    await clientToken(cloud, 'LAB001', { expiresIn: -60, claims: { scope: undefined } }),
  );
  expect(payload.exp).toBeLessThan(Date.now() / 1000);
  expect(payload).not.toHaveProperty('scope');
});
