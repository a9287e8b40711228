import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLoginClient, type LoginClient, testLoginOptions, tokensIn } from '../../test/login-client.ts';
import { portalClient } from './options.ts';
import { type Login, startLogin } from './server.ts';

let login: Login;
let client: LoginClient;
beforeAll(async () => {
  login = await startLogin(testLoginOptions);
  client = createLoginClient(login);
});
afterAll(() => login.close());

test('When someone signs in, then the access token has the claims of Cognito and no audience', async () => {
  const payload = await client.verify((await client.tokens()).access_token);
  expect(payload).toEqual({
    iss: login.issuer,
    sub: 'f0c0ffee-0000-4000-8000-000000000001',
    client_id: portalClient.client_id,
    token_use: 'access',
    version: 2,
    scope: 'openid profile email',
    username: 'ada.byron',
    'cognito:groups': ['patients'],
    jti: expect.any(String),
    iat: expect.any(Number),
    exp: expect.any(Number),
  });
});

test('When someone signs in, then the id token has the claims of Cognito', async () => {
  expect(await client.verify((await client.tokens()).id_token)).toMatchObject({
    iss: login.issuer,
    aud: portalClient.client_id,
    sub: 'f0c0ffee-0000-4000-8000-000000000001',
    token_use: 'id',
    nonce: 'the-nonce',
    'cognito:username': 'ada.byron',
    'cognito:groups': ['patients'],
    email: 'ada.byron@example.com',
    email_verified: true,
  });
});

test('When a refresh token is used, then it gives a new access token of the same kind and stays valid', async () => {
  const { refresh_token } = await client.tokens();
  for (const attempt of ['first', 'second']) {
    const answer = await client.token({ grant_type: 'refresh_token', refresh_token });
    expect(answer.status, attempt).toBe(200);
    const { access_token } = await tokensIn(answer);
    expect(decodeJwt(access_token)).toMatchObject({ token_use: 'access', scope: 'openid profile email' });
  }
});

test('When a refresh token is revoked, then it gives nothing any more', async () => {
  const { refresh_token } = await client.tokens();
  const body = new URLSearchParams({ token: refresh_token, ...portalClient });
  expect((await fetch(`${login.issuer}/oauth2/revoke`, { method: 'POST', body })).status).toBe(200);
  expect((await client.token({ grant_type: 'refresh_token', refresh_token })).status).toBe(400);
});

test('When a lab asks for a token, then it gets one for itself with the scope to submit', async () => {
  const answer = await client.token(
    { grant_type: 'client_credentials' },
    { client_id: 'lab', client_secret: 'lab-secret' },
  );
  const { access_token } = await tokensIn(answer);
  expect(await client.verify(access_token)).toEqual({
    iss: login.issuer,
    sub: 'lab',
    client_id: 'lab',
    token_use: 'access',
    version: 2,
    scope: 'labsecure/results.write',
    jti: expect.any(String),
    iat: expect.any(Number),
    exp: expect.any(Number),
  });
});

test('When a lab names a wrong secret or asks for more, then it gets nothing', async () => {
  const wrong = { client_id: 'lab', client_secret: 'guess' };
  expect((await client.token({ grant_type: 'client_credentials' }, wrong)).status).toBe(401);
  const more = { grant_type: 'client_credentials', scope: 'labsecure/results.write openid' };
  const { access_token } = await tokensIn(
    await client.token(more, { client_id: 'lab', client_secret: 'lab-secret' }),
  );
  expect(decodeJwt(access_token).scope).toBe('labsecure/results.write');
});

test('When the portal asks for a token of its own, then it is refused', async () => {
  expect((await client.token({ grant_type: 'client_credentials' })).status).toBe(400);
});

const userInfo = (bearer: string) =>
  fetch(`${login.issuer}/oauth2/userInfo`, { headers: { authorization: `Bearer ${bearer}` } });

test('When userInfo is asked with an access token, then it says who it is, and else refuses', async () => {
  const { access_token, id_token } = await client.tokens();
  const answer = await userInfo(access_token);
  expect(await answer.json()).toMatchObject({ username: 'ada.byron', email: 'ada.byron@example.com' });
  expect((await userInfo(id_token)).status).toBe(401);
  expect((await userInfo('nonsense')).status).toBe(401);
});
