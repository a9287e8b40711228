import { UnauthorizedError, UnavailableError } from '@labsecure/contracts/errors';
import * as oidc from 'openid-client';
import type { Tokens } from '../domain/tokens.ts';
import { isLoginDown } from './login-errors.ts';

/** What has to be remembered between sending someone to the login and their coming back. */
export interface LoginAttempt {
  verifier: string;
  state: string;
  nonce: string;
}

export interface LoginSettings {
  OIDC_ISSUER: string;
  OIDC_INTERNAL_ORIGIN?: string;
  OIDC_CLIENT_ID: string;
  OIDC_CLIENT_SECRET: string;
  OIDC_LOGOUT_URL: string;
  PORTAL_URL: string;
}

const timeoutSeconds = 5;

/** The path the login sends people back to; it has to be registered there, to the letter. */
export const callbackPath = '/auth/callback';

const tokensOf = (answer: oidc.TokenEndpointResponse, refresh_token?: string): Tokens => ({
  access_token: answer.access_token,
  refresh_token: answer.refresh_token ?? refresh_token,
  expires_at: Date.now() + (answer.expires_in ?? 300) * 1000,
});

const asOurs = (error: unknown): Error =>
  isLoginDown(error)
    ? new UnavailableError('The login does not answer at the moment.', error)
    : new UnauthorizedError('The sign-in was not completed.', error);

/**
 * Sends what is meant for the issuer to the address it has on this side of the network. Names in tokens and the
 * addresses people are sent to stay the issuer's own.
 */
const fetchInside =
  (issuer: URL, inside: string): oidc.CustomFetch =>
  (url, options) => {
    const { origin, pathname, search } = new URL(url);
    return fetch(origin === issuer.origin ? new URL(`${pathname}${search}`, inside) : url, options);
  };

/** Sign-in through the OpenID provider: code flow with PKCE, state and nonce. */
export const createLogin = (settings: LoginSettings) => {
  const issuer = new URL(settings.OIDC_ISSUER);
  const redirect_uri = new URL(callbackPath, settings.PORTAL_URL).href;
  // Only a login on this very machine speaks plain http.
  const execute = issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : [];
  const inside = settings.OIDC_INTERNAL_ORIGIN;
  const options = {
    execute,
    timeout: timeoutSeconds,
    ...(inside && { [oidc.customFetch]: fetchInside(issuer, inside) }),
  };
  let found: Promise<oidc.Configuration> | undefined;

  /** Asked for once; when that failed, again the next time. */
  const discover = (): Promise<oidc.Configuration> => {
    found ??= oidc
      .discovery(issuer, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET, undefined, options)
      .catch((error) => {
        found = undefined;
        throw new UnavailableError('The login does not answer at the moment.', error);
      });
    return found;
  };

  return {
    /** Where to send someone to sign in. They are asked for their password even if the login still knows them. */
    async begin(): Promise<{ url: string; attempt: LoginAttempt }> {
      const config = await discover();
      const attempt = {
        verifier: oidc.randomPKCECodeVerifier(),
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
      };
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri,
        scope: 'openid profile email',
        response_type: 'code',
        prompt: 'login',
        code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
        state: attempt.state,
        nonce: attempt.nonce,
      });
      return { url: url.href, attempt };
    },

    /**
     * Turns the code someone came back with into who they are.
     * @param query of the address they came back to
     * @throws UnauthorizedError when anything about it is not as it should be
     */
    async finish(query: string, attempt: LoginAttempt): Promise<{ subject: string; tokens: Tokens }> {
      const config = await discover();
      try {
        const answer = await oidc.authorizationCodeGrant(config, new URL(`${redirect_uri}${query}`), {
          pkceCodeVerifier: attempt.verifier,
          expectedState: attempt.state,
          expectedNonce: attempt.nonce,
          idTokenExpected: true,
        });
        const subject = answer.claims()?.sub;
        if (subject === undefined) throw new UnauthorizedError('The login did not say who signed in.');
        return { subject, tokens: tokensOf(answer) };
      } catch (error) {
        throw asOurs(error);
      }
    },

    /** @throws UnauthorizedError when the login no longer vouches for the person */
    async refresh(refresh_token: string): Promise<Tokens> {
      const config = await discover();
      try {
        return tokensOf(await oidc.refreshTokenGrant(config, refresh_token), refresh_token);
      } catch (error) {
        throw asOurs(error);
      }
    },

    /** Makes a refresh token worthless. */
    async revoke(refresh_token: string): Promise<void> {
      await oidc.tokenRevocation(await discover(), refresh_token);
    },

    /** Where to send someone so that the login forgets them too. */
    logoutUrl(): string {
      const url = new URL(settings.OIDC_LOGOUT_URL);
      url.searchParams.set('client_id', settings.OIDC_CLIENT_ID);
      url.searchParams.set('logout_uri', new URL('/login', settings.PORTAL_URL).href);
      return url.href;
    },

    async ready(): Promise<void> {
      await discover();
    },
  };
};
export type Login = ReturnType<typeof createLogin>;
