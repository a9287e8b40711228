import { randomBytes } from 'node:crypto';
import { createVisitor } from '@labsecure/testing/visitor';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  codeIn,
  createLoginClient,
  type LoginClient,
  testLoginOptions,
  testPortalUrl,
} from '../../test/login-client.ts';
import { portalClient } from './options.ts';
import { type Login, startLogin } from './server.ts';

let login: Login;
let client: LoginClient;
beforeAll(async () => {
  login = await startLogin(testLoginOptions);
  client = createLoginClient(login);
});
afterAll(() => login.close());

test('When the state is sent along, then it comes back with the code', async () => {
  const location = (await client.signIn()).headers.get('location') ?? '';
  expect(location).toMatch(/^http:\/\/127\.0\.0\.1:4999\/auth\/callback\?code=.+&state=the-state/);
});

test('When the e-mail stands in for the user name, then it signs in too', async () => {
  expect(codeIn(await client.signIn(createVisitor(), 'right', ' Ada.Byron@Example.com'))).not.toBe('');
});

test('When the password is wrong, then a sentence says so and nobody is signed in', async () => {
  const visitor = createVisitor();
  const page = await client.signIn(visitor, 'wrong');
  expect(page.status).toBe(401);
  expect(await page.text()).toContain('The user name or the password is not right.');
  expect((await visitor.follow(client.authorizeUrl(), login.issuer)).status).toBe(200);
});

test('When what was typed holds HTML, then the page shows it as text', async () => {
  const page = await client.signIn(createVisitor(), 'wrong', '"><script>alert(1)</script>');
  expect(await page.text()).not.toContain('<script');
});

test('When the sign-in page is stale, then it says so and leads back to the portal', async () => {
  const page = await createVisitor().visit(`${login.issuer}/login/gone`);
  expect(page.status).toBe(400);
  expect(await page.text()).toContain(`href="${testPortalUrl}"`);
});

test('When the portal sends no code challenge, then it gets no code', async () => {
  const answer = await createVisitor().visit(
    client.authorizeUrl({ code_challenge: '', code_challenge_method: '' }),
  );
  expect(answer.headers.get('location')).toContain('error=invalid_request');
});

test('When the verifier is another one, then the code is refused', async () => {
  const answer = await client.exchange(codeIn(await client.signIn()), randomBytes(32).toString('base64url'));
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ error: 'invalid_grant' });
});

test('When the redirect address is not registered, then nobody is sent there', async () => {
  const answer = await createVisitor().visit(
    client.authorizeUrl({ redirect_uri: 'http://127.0.0.1:4999/elsewhere' }),
  );
  expect(answer.status).toBe(400);
  expect(answer.headers.get('location')).toBeNull();
});

const logout = (target: string, client_id = portalClient.client_id): string =>
  `${login.issuer}/logout?${new URLSearchParams({ client_id, logout_uri: target })}`;

test('When someone signed in comes again, then no password is asked, and after signing out it is', async () => {
  const visitor = createVisitor();
  await client.signIn(visitor);
  expect(codeIn(await visitor.follow(client.authorizeUrl(), login.issuer))).not.toBe('');
  const copy = visitor.copy();
  const out = await visitor.visit(logout(`${testPortalUrl}/`));
  expect(out.status).toBe(302);
  expect(out.headers.get('location')).toBe(`${testPortalUrl}/`);
  for (const later of [visitor, copy]) {
    const page = await later.follow(client.authorizeUrl(), login.issuer);
    expect(await page.text()).toContain('<h1>Sign in</h1>');
  }
});

test('When signing out names another client or address, then nobody is sent anywhere', async () => {
  for (const url of [
    logout('https://elsewhere.example.com/'),
    logout(`${testPortalUrl}/`, 'lab'),
    `${login.issuer}/logout`,
  ]) {
    const answer = await createVisitor().visit(url);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('location')).toBeNull();
  }
});
