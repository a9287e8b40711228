import type { Account } from './options.ts';

/** What Cognito's access token of a user holds besides the protocol's own claims. It has no `aud`. */
export const accessClaims = (account: Account): Record<string, unknown> => ({
  token_use: 'access',
  version: 2,
  username: account.username,
  ...(account.groups.length > 0 ? { 'cognito:groups': account.groups } : {}),
});

/** What Cognito's token of a machine holds. */
export const machineClaims = (): Record<string, unknown> => ({ token_use: 'access', version: 2 });

/** What Cognito's id token says about a user. */
export const idClaims = (account: Account): Record<string, unknown> & { sub: string } => ({
  sub: account.subject,
  token_use: 'id',
  'cognito:username': account.username,
  ...(account.groups.length > 0 ? { 'cognito:groups': account.groups } : {}),
  email: account.email,
  email_verified: true,
  name: `${account.given_name} ${account.family_name}`,
  given_name: account.given_name,
  family_name: account.family_name,
});
