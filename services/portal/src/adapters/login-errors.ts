import * as oidc from 'openid-client';

/** Codes openid-client gives when the login answered with something that is no answer. */
const noAnswer = new Set(['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_JSON', 'OAUTH_PARSE_ERROR']);

/**
 * Whether the login failed, and not the sign-in. A refused code, a wrong state or a forged token is the sign-in's
 * fault; no connection, a timeout, or an answer of 500 and above is the login's.
 */
export const isLoginDown = (error: unknown): boolean => {
  if (error instanceof oidc.ResponseBodyError) return error.status >= 500;
  if (error instanceof oidc.ClientError) {
    const { cause, code } = error;
    if (code !== undefined && noAnswer.has(code)) return true;
    return code === undefined || (cause instanceof Response && cause.status >= 500);
  }
  // What fetch throws when there is no connection.
  return error instanceof TypeError && error.message === 'fetch failed';
};
