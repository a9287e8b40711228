import jwt, { type TokenOrHeader } from '@fastify/jwt';
import { ForbiddenError, UnauthorizedError } from '@labsecure/contracts/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HttpApp } from './http-types.ts';
import { type AccessTokenClaims, type Identity, identityOf, isAccessToken } from './identity.ts';
import { createKeySet } from './jwks.ts';

export type { Identity } from './identity.ts';

declare module '@fastify/jwt' {
  interface FastifyJWT {
    payload: AccessTokenClaims;
    user: Identity;
  }
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who makes this request. Throws UnauthorizedError on a route that has not asked for it. */
    readonly identity: Identity;
  }
}

export interface AuthOptions {
  issuer: string;
  /** Where the keys are; a token's own `iss` is never followed. */
  jwksUri: string;
  /** Whether tokens of this OAuth client are for us. May reject when it cannot tell. */
  isKnownClient: (client_id: string) => Promise<boolean>;
  /** Milliseconds; for tests. */
  keys?: { cooldownMs?: number; timeoutMs?: number; maxAgeMs?: number };
}

type Guard = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/**
 * Reads bearer tokens: RS256 access tokens of one issuer. Nothing is asked for until a route uses `requireScope` or
 * `requireUser`.
 */
export function registerAuth(app: HttpApp, options: AuthOptions): void {
  const { issuer, jwksUri, isKnownClient, keys } = options;
  const onFailure = (err: unknown) =>
    app.log.warn({ event: 'login.keys_unreachable', err }, "the login's keys could not be fetched");
  const keyOf = createKeySet({ jwksUri, onFailure, ...keys });

  void app.register(jwt, {
    secret: {
      async public(_request: FastifyRequest, token: TokenOrHeader) {
        const { alg, kid } = 'header' in token ? token.header : {};
        // Before any fetch: only what could be ours may cost us one.
        if (alg !== 'RS256' || typeof kid !== 'string') throw new UnauthorizedError();
        const key = await keyOf(kid);
        if (key === undefined) throw new UnauthorizedError();
        return key;
      },
    },
    decode: { complete: true },
    // These are the options of every verification: giving others per call would build a verifier per call.
    verify: {
      algorithms: ['RS256'],
      allowedIss: issuer,
      requiredClaims: ['iss', 'exp', 'iat', 'sub', 'jti', 'token_use'],
      clockTolerance: 5000,
      cache: 1000,
      cacheTTL: 60_000,
    },
    trusted: async (_request, claims) => isAccessToken(claims) && (await isKnownClient(claims.client_id)),
    formatUser: identityOf,
  });

  app.decorateRequest('identity', {
    getter() {
      if (!this.user) throw new UnauthorizedError();
      return this.user;
    },
  });
}

/** Faults of the token, as opposed to being unable to tell. */
const isTokenFault = (error: unknown): boolean =>
  error instanceof UnauthorizedError ||
  (error instanceof Error && 'code' in error && /^(FST|FAST)_JWT_/.test(String(error.code)));

async function authenticate(request: FastifyRequest, reply: FastifyReply): Promise<Identity> {
  try {
    await request.jwtVerify();
    return request.identity;
  } catch (error) {
    if (!isTokenFault(error)) throw error;
    const challenge = request.headers.authorization === undefined ? 'Bearer' : 'Bearer error="invalid_token"';
    reply.header('www-authenticate', challenge);
    throw new UnauthorizedError(undefined, error);
  }
}

/** Lets in whoever holds a valid token with this scope: 401 without a token, 403 without the scope. Use as `onRequest`. */
export const requireScope =
  (scope: string): Guard =>
  async (request, reply) => {
    const { scopes } = await authenticate(request, reply);
    if (scopes.includes(scope)) return;
    reply.header('www-authenticate', `Bearer error="insufficient_scope", scope="${scope}"`);
    throw new ForbiddenError('The access token does not carry the scope this needs.');
  };

/** Lets in people who signed in, and no client on its own behalf. Use as `onRequest`. */
export const requireUser = (): Guard => async (request, reply) => {
  const { username } = await authenticate(request, reply);
  if (username === undefined) throw new ForbiddenError('This needs the access token of a person.');
};
