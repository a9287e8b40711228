import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVisitor } from '@labsecure/testing/visitor';
import { afterEach, expect, test } from 'vitest';
import { codeIn, createLoginClient, testLoginOptions, tokensIn } from '../../test/login-client.ts';
import { findFreePorts } from '../system/ports.ts';
import type { LoginOptions } from './options.ts';
import { type Login, startLogin } from './server.ts';

const endings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

const start = async (options: Partial<LoginOptions> = {}): Promise<Login> => {
  const login = await startLogin({ ...testLoginOptions, ...options });
  endings.push(() => login.close());
  return login;
};

test('When it is reached by another name, then its addresses and tokens still name the issuer', async () => {
  const { port } = await start({ issuer: 'http://login.example.com:4611' });
  const answer = await fetch(`http://127.0.0.1:${port}/.well-known/openid-configuration`);
  expect(await answer.json()).toMatchObject({
    issuer: 'http://login.example.com:4611',
    authorization_endpoint: 'http://login.example.com:4611/oauth2/authorize',
    token_endpoint: 'http://login.example.com:4611/oauth2/token',
    jwks_uri: 'http://login.example.com:4611/.well-known/jwks.json',
    userinfo_endpoint: 'http://login.example.com:4611/oauth2/userInfo',
  });
});

test('When it is started again on the same folder, then keys, refresh tokens and sign-ins are still good', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'labsecure-login-'));
  endings.push(() => rm(dataDir, { recursive: true, force: true }));
  const visitor = createVisitor();
  const { login: port } = await findFreePorts();
  const first = await startLogin({ ...testLoginOptions, dataDir, port });
  const before = createLoginClient(first);
  const { access_token, refresh_token } = await tokensIn(
    await before.exchange(codeIn(await before.signIn(visitor))),
  );
  await first.close();

  const second = await start({ dataDir, port });
  const after = createLoginClient(second);
  expect((await after.verify(access_token)).iss).toBe(second.issuer);
  expect((await after.token({ grant_type: 'refresh_token', refresh_token })).status).toBe(200);
  expect(codeIn(await visitor.follow(after.authorizeUrl(), second.issuer))).not.toBe('');
});
