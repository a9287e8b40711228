import { createServer, type Server } from 'node:http';
import { UnavailableError } from '@labsecure/contracts/errors';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLogin } from './login.ts';

/** A login that is there, and then is not. */
let server: Server;
let issuer: string;
let broken = true;
const asked: (string | undefined)[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url);
    if (broken) return void response.writeHead(503).end();
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
      }),
    );
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  issuer = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
});
afterAll(() => server.close());

const settings = () => ({
  OIDC_ISSUER: issuer,
  OIDC_CLIENT_ID: 'portal',
  OIDC_CLIENT_SECRET: 'secret',
  OIDC_LOGOUT_URL: `${issuer}/logout`,
  PORTAL_URL: 'https://portal.example',
});

it('When the login does not answer, then that is an outage, and over once it answers again', async () => {
  const login = createLogin(settings());
  broken = true;
  await expect(login.begin()).rejects.toBeInstanceOf(UnavailableError);
  broken = false;
  const { url, attempt } = await login.begin();
  const sent = new URL(url).searchParams;
  expect(sent.get('redirect_uri')).toBe('https://portal.example/auth/callback');
  expect(sent.get('code_challenge_method')).toBe('S256');
  expect(sent.get('state')).toBe(attempt.state);
  expect(sent.get('nonce')).toBe(attempt.nonce);
  expect(sent.get('prompt')).toBe('login');
});

it('When the login fails while a code is turned in, then that is an outage and not a refusal', async () => {
  broken = false;
  const login = createLogin(settings());
  const { attempt } = await login.begin();
  broken = true;
  await expect(login.finish(`?code=x&state=${attempt.state}`, attempt)).rejects.toBeInstanceOf(
    UnavailableError,
  );
});

it('When the portal reaches the login by an address of its own, then people still go to the one of the issuer', async () => {
  broken = false;
  const inside = issuer;
  issuer = 'http://login.example:4611';
  try {
    const login = createLogin({ ...settings(), OIDC_INTERNAL_ORIGIN: inside });
    const { url, attempt } = await login.begin();
    expect(url).toMatch(/^http:\/\/login\.example:4611\/authorize\?/);
    asked.length = 0;
    // It was asked, by the address inside; that this login knows no codes is another matter.
    await expect(login.finish(`?code=x&state=${attempt.state}`, attempt)).rejects.toThrow();
    expect(asked).toEqual(['/token']);
  } finally {
    issuer = inside;
  }
});

it('Signing out goes to the login with the client and the door as the way back', () => {
  const url = new URL(createLogin(settings()).logoutUrl());
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: 'portal',
    logout_uri: 'https://portal.example/login',
  });
});
