import Provider, { type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { accessClaims, idClaims, machineClaims } from './claims.ts';
import type { LoginKeys } from './keys.ts';
import { type LoginOptions, labScope, portalClient, portalUris, userScope } from './options.ts';
import { renderProblem } from './pages.ts';
import type { LoginStore } from './store.ts';

/** The one API tokens are for. It never shows: Cognito's access tokens name no audience. */
const api = 'urn:labsecure:api';
const hour = 3600;

/** Nobody is asked whether the portal may see their results: it is ours. */
const grantAll = async (ctx: KoaContextWithOIDC) => {
  const { provider, session, client } = ctx.oidc;
  if (!client || !session?.accountId) return undefined;
  const existing = session.grantIdFor(client.clientId);
  const kept = existing ? await provider.Grant.find(existing) : undefined;
  if (kept) return kept;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(userScope);
  grant.addResourceScope(api, userScope);
  await grant.save();
  return grant;
};

const configurationOf = (
  issuer: string,
  options: LoginOptions,
  keys: LoginKeys,
  store: LoginStore,
): Configuration => {
  const accountOf = (subject: string) => options.accounts.find((account) => account.subject === subject);
  const uris = portalUris(options.portalUrl);
  return {
    adapter: store.adapter,
    jwks: { keys: [keys.signing] },
    cookies: {
      keys: keys.cookies,
      names: {
        session: 'labsecure-login',
        interaction: 'labsecure-signing-in',
        resume: 'labsecure-resuming',
      },
    },
    clients: [
      {
        ...portalClient,
        redirect_uris: uris.redirect,
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        scope: userScope,
      },
      ...options.machines.map((machine) => ({
        ...machine,
        redirect_uris: [],
        response_types: [],
        grant_types: ['client_credentials'],
      })),
    ],
    scopes: userScope.split(' '),
    claims: {
      openid: ['sub', 'token_use', 'cognito:username', 'cognito:groups'],
      email: ['email', 'email_verified'],
      profile: ['name', 'given_name', 'family_name'],
    },
    conformIdTokenClaims: false,
    responseTypes: ['code'],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
    findAccount: async (_ctx, subject) => {
      const account = accountOf(subject);
      return account && { accountId: subject, claims: () => idClaims(account) };
    },
    loadExistingGrant: grantAll,
    interactions: { url: (_ctx, interaction) => `/login/${interaction.uid}` },
    renderError: renderProblem,
    pkce: { required: () => true },
    // Cognito gives a refresh token with every code, keeps it the same, and lets it outlive the sign-in.
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: false,
    expiresWithSession: () => false,
    ttl: {
      AccessToken: hour,
      AuthorizationCode: 300,
      ClientCredentials: 12 * hour,
      Grant: 30 * 24 * hour,
      IdToken: hour,
      Interaction: hour,
      RefreshToken: 30 * 24 * hour,
      Session: 8 * hour,
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      revocation: {
        enabled: true,
        allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
      },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => api,
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, _resource, client) => ({
          scope: client.grantTypeAllowed('client_credentials') ? labScope : userScope,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    formats: {
      customizers: {
        jwt: (_ctx, token, jwt) => {
          const { payload } = jwt;
          const account = 'accountId' in token ? accountOf(String(token.accountId)) : undefined;
          Object.assign(payload, account ? accessClaims(account) : machineClaims());
          // A machine that names no scope gets all it may have.
          if (!account) payload.scope ??= labScope;
          // oidc-provider insists on an audience, Cognito has none: it is there, but not written into the token.
          Object.defineProperty(payload, 'aud', { value: api, enumerable: false });
        },
      },
    },
    routes: {
      authorization: '/oauth2/authorize',
      token: '/oauth2/token',
      revocation: '/oauth2/revoke',
      jwks: '/.well-known/jwks.json',
    },
    discovery: {
      userinfo_endpoint: `${issuer}/oauth2/userInfo`,
      end_session_endpoint: `${issuer}/logout`,
    },
  };
};

/** The OpenID provider itself, with Cognito's paths, token shapes and habits. */
export const createProvider = (
  issuer: string,
  options: LoginOptions,
  keys: LoginKeys,
  store: LoginStore,
): Provider => new Provider(issuer, configurationOf(issuer, options, keys, store));
