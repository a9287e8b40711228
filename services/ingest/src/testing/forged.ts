import { createHmac, createSign, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The claims of a good token of a lab. */
export const labClaims = (issuer: string, over: Record<string, unknown> = {}): Record<string, unknown> => {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: issuer,
    sub: 'lab001-client',
    client_id: 'lab001-client',
    token_use: 'access',
    scope: 'labsecure/results.write',
    jti: randomUUID(),
    iat: now,
    exp: now + 3600,
    ...over,
  };
};

/** A token signed with a key that is not the login's. */
export const signedByStranger = (claims: object, header: { kid: string; alg?: string }): string => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const unsigned = `${encode({ typ: 'JWT', alg: 'RS256', ...header })}.${encode(claims)}`;
  return `${unsigned}.${createSign('RSA-SHA256').update(unsigned).sign(privateKey).toString('base64url')}`;
};

/** A token whose HMAC secret is the login's public key, which anybody has. */
export const signedByPublicKey = (claims: object, kid: string, key: KeyObject): string => {
  const unsigned = `${encode({ typ: 'JWT', alg: 'HS256', kid })}.${encode(claims)}`;
  const secret = key.export({ type: 'spki', format: 'pem' });
  return `${unsigned}.${createHmac('sha256', secret).update(unsigned).digest('base64url')}`;
};

/** A token that says it needs no signature. */
export const unsigned = (claims: object): string =>
  `${encode({ typ: 'JWT', alg: 'none' })}.${encode(claims)}.`;
