import './session-fields.ts';
import type { HttpApp } from '@labsecure/runtime/http-app';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Login } from '../adapters/login.ts';
import type { LoginCookie } from './login-cookie.ts';
import { cookieName, cookieOptions, sessionCookie } from './sessions.ts';

export interface SignOutDeps {
  login: Login;
  cookie: LoginCookie;
  secure: boolean;
}

/** Whoever has no session any more is out already: there is nothing to protect from a forged form. */
const outAlready = async (request: FastifyRequest, reply: FastifyReply) => {
  if (request.session.subject === undefined) return reply.redirect('/login', 303);
};

/** Ends the session here, its tokens, and the sign-in at the login. */
export function registerSignOut(app: HttpApp, { login, cookie, secure }: SignOutDeps): void {
  const preValidation = [outAlready, app.csrfProtection];

  app.post('/logout', { preValidation }, async (request, reply) => {
    const refreshToken = request.session.tokens?.refresh_token;
    const revoke = async () => {
      if (refreshToken !== undefined) await login.revoke(refreshToken);
    };
    await Promise.all([
      request.session.destroy(),
      // The session is gone either way; a login that does not answer must not keep anyone signed in.
      revoke().catch((err) =>
        request.log.warn({ event: 'sign_out.revoke_failed', err }, 'token not revoked'),
      ),
    ]);
    reply.clearCookie(cookieName(sessionCookie, secure), cookieOptions(secure));
    cookie.markSignedOut(reply);
    return reply.redirect(login.logoutUrl(), 303);
  });
}
