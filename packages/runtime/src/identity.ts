import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';

/**
 * The claims of a Cognito access token that are relied on.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 */
export const AccessTokenClaims = Type.Object({
  iss: Type.String(),
  exp: Type.Number(),
  iat: Type.Number(),
  sub: Type.String({ minLength: 1 }),
  jti: Type.String({ minLength: 1 }),
  token_use: Type.Literal('access'),
  client_id: Type.String({ minLength: 1 }),
  scope: Type.Optional(Type.String()),
  username: Type.Optional(Type.String()),
  'cognito:groups': Type.Optional(Type.Array(Type.String())),
});
export type AccessTokenClaims = Static<typeof AccessTokenClaims>;

const checker = Compile(AccessTokenClaims);

export const isAccessToken = (claims: unknown): claims is AccessTokenClaims => checker.Check(claims);

/** Who makes a request, as the login vouches for it. */
export interface Identity {
  /** The login's id of the person, or of the client itself. */
  subject: string;
  client_id: string;
  scopes: string[];
  /** Only where a person signed in. */
  username?: string;
  groups: string[];
}

export function identityOf(claims: AccessTokenClaims): Identity {
  return {
    subject: claims.sub,
    client_id: claims.client_id,
    scopes: claims.scope?.split(' ') ?? [],
    ...(claims.username === undefined ? {} : { username: claims.username }),
    groups: claims['cognito:groups'] ?? [],
  };
}
