import type { IncomingMessage, ServerResponse } from 'node:http';
import { jwtVerify } from 'jose';
import { idClaims } from './claims.ts';
import type { Account } from './options.ts';

type VerifyKey = Parameters<typeof jwtVerify>[1];

const bearer = (request: IncomingMessage): string =>
  /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';

/**
 * `GET /oauth2/userInfo`. oidc-provider's own refuses access tokens that are for an API, and Cognito's are for both.
 */
export const handleUserInfo = async (
  { issuer, key, accounts }: { issuer: string; key: VerifyKey; accounts: Account[] },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const refuse = (): void => {
    response
      .writeHead(401, {
        'content-type': 'application/json',
        'www-authenticate': 'Bearer error="invalid_token"',
      })
      .end('{"error":"invalid_token"}');
  };
  try {
    const { payload } = await jwtVerify(bearer(request), key, { issuer, algorithms: ['RS256'] });
    const account = accounts.find(({ subject }) => subject === payload.sub);
    const scopes = String(payload.scope).split(' ');
    // An id token has no scope at all.
    if (!account || !scopes.includes('openid')) return refuse();
    const {
      token_use,
      'cognito:username': username,
      'cognito:groups': groups,
      ...claims
    } = idClaims(account);
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ ...claims, username }));
  } catch {
    refuse();
  }
};
