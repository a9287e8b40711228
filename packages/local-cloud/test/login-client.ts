import { createHash, randomBytes } from 'node:crypto';
import { createVisitor } from '@labsecure/testing/visitor';
import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose';
import { type LoginOptions, portalClient } from '../src/login/options.ts';
import type { Login } from '../src/login/server.ts';

export const testPortalUrl = 'http://127.0.0.1:4999';
const redirect_uri = `${testPortalUrl}/auth/callback`;

/** A login with one person and one lab. */
export const testLoginOptions: LoginOptions = {
  host: '127.0.0.1',
  port: 0,
  portalUrl: testPortalUrl,
  accounts: [
    {
      subject: 'f0c0ffee-0000-4000-8000-000000000001',
      username: 'ada.byron',
      email: 'ada.byron@example.com',
      given_name: 'Ada',
      family_name: 'Byron',
      password: 'right',
      groups: ['patients'],
    },
  ],
  machines: [{ client_id: 'lab', client_secret: 'lab-secret' }],
};

export interface Tokens {
  access_token: string;
  id_token: string;
  refresh_token: string;
}
export const tokensIn = async (answer: Response): Promise<Tokens> => (await answer.json()) as Tokens;

/** The code a redirect back to the portal carries; empty when it carries none. */
export const codeIn = (response: Response): string =>
  new URL(response.headers.get('location') ?? 'none:').searchParams.get('code') ?? '';

/** What the portal and the labs do with the login. */
export const createLoginClient = (login: Login) => {
  const verifier = randomBytes(32).toString('base64url');
  const keys = createRemoteJWKSet(new URL(`${login.issuer}/.well-known/jwks.json`));

  const authorizeUrl = (extra: Record<string, string> = {}): string => {
    const query = new URLSearchParams({
      client_id: portalClient.client_id,
      response_type: 'code',
      scope: 'openid profile email',
      redirect_uri,
      state: 'the-state',
      nonce: 'the-nonce',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...extra,
    });
    return `${login.issuer}/oauth2/authorize?${query}`;
  };

  const token = (body: Record<string, string>, client = portalClient): Promise<Response> =>
    fetch(`${login.issuer}/oauth2/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${client.client_id}:${client.client_secret}`)}` },
      body: new URLSearchParams(body),
    });

  const signIn = async (visitor = createVisitor(), password = 'right', username = 'ada.byron') => {
    await visitor.follow(authorizeUrl(), login.issuer);
    return visitor.follow('', login.issuer, { username, password });
  };

  const exchange = (code: string, code_verifier = verifier): Promise<Response> =>
    token({ grant_type: 'authorization_code', code, redirect_uri, code_verifier });

  return {
    authorizeUrl,
    token,
    signIn,
    exchange,
    tokens: async (): Promise<Tokens> => tokensIn(await exchange(codeIn(await signIn()))),
    verify: async (jwt: string): Promise<JWTPayload> => (await jwtVerify(jwt, keys)).payload,
  };
};
export type LoginClient = ReturnType<typeof createLoginClient>;
