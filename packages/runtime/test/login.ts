import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  exportJWK,
  generateKeyPair,
  type JWK,
  type JWTHeaderParameters,
  type JWTPayload,
  SignJWT,
} from 'jose';

export interface SigningKey {
  jwk: JWK;
  sign: (header: JWTHeaderParameters, claims: JWTPayload) => Promise<string>;
}

export async function makeKey(kid: string, alg = 'RS256'): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return {
    jwk: { ...(await exportJWK(publicKey)), kid, use: 'sig' },
    sign: (header, claims) => new SignJWT(claims).setProtectedHeader(header).sign(privateKey),
  };
}

/** Publishes keys, or hangs, or fails, as `behaviour` says at the time. */
export async function startKeyServer(keys: JWK[]) {
  const state = { keys, behaviour: 'ok' as 'ok' | 'hang' | 'fail', fetches: 0 };
  const server = createServer((_request, response) => {
    state.fetches++;
    if (state.behaviour === 'hang') return;
    response.writeHead(state.behaviour === 'fail' ? 500 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ keys: state.keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    state,
    jwksUri: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const issuer = 'https://login.example.com/pool';

/** The claims of a lab's own access token, as Cognito writes them. */
export const clientClaims = (): JWTPayload => {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: issuer,
    sub: 'lab001-client',
    client_id: 'lab001-client',
    token_use: 'access',
    scope: 'labsecure/results.write other',
    jti: randomUUID(),
    iat: now,
    exp: now + 600,
  };
};
