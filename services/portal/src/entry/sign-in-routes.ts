import './session-fields.ts';
import { UnauthorizedError } from '@labsecure/contracts/errors';
import type { Patient } from '@labsecure/contracts/patients';
import type { HttpApp } from '@labsecure/runtime/http-app';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { callbackPath, type Login } from '../adapters/login.ts';
import { safeNext } from '../domain/safe-next.ts';
import { loginPage } from '../pages/login-page.ts';
import { type Framing, sendPage } from './framing.ts';
import type { LoginCookie } from './login-cookie.ts';

export interface SignInDeps {
  login: Login;
  patientOf: (subject: string) => Promise<Patient | undefined>;
  frameOf: Framing;
  cookie: LoginCookie;
}

const LoginQuery = Type.Object({
  next: Type.Optional(Type.String()),
  reason: Type.Optional(Type.Enum(['ended', 'failed'])),
});

/** Generous for people, dear for whoever tries thousands. Counted by address. */
const config = { rateLimit: { max: 60, timeWindow: '1 minute' } };

/** The door: the page, the way to the login, and the way back. */
export function registerSignIn(app: HttpApp, { login, patientOf, frameOf, cookie }: SignInDeps): void {
  app.get('/login', { schema: { querystring: LoginQuery } }, async (request, reply) => {
    const { next, reason } = request.query;
    const why = cookie.takeSignedOut(request, reply) ? 'signed-out' : reason;
    const { assets } = frameOf(request, reply);
    return sendPage(reply, loginPage({ assets }, safeNext(next), why));
  });

  app.get('/auth/start', { config, schema: { querystring: LoginQuery } }, async (request, reply) => {
    const { url, attempt } = await login.begin();
    cookie.remember(reply, { ...attempt, next: safeNext(request.query.next) });
    return reply.redirect(url, 303);
  });

  /** A new id for the session: one that somebody slipped to the person before is worth nothing now. */
  const enter = async (
    request: FastifyRequest,
    reply: FastifyReply,
    signedIn: Awaited<ReturnType<Login['finish']>>,
  ): Promise<void> => {
    const patient = await patientOf(signedIn.subject);
    await request.session.regenerate();
    const now = Date.now();
    Object.assign(request.session, { ...signedIn, signed_in_at: now, seen_at: now });
    if (patient) {
      request.session.patient_id = patient.patient_id;
      request.session.name = `${patient.given_name} ${patient.family_name}`;
    }
    reply.generateCsrf();
    request.log.info({ event: 'sign_in.done', linked: patient !== undefined }, 'signed in');
  };

  app.get(callbackPath, { config }, async (request, reply) => {
    const attempt = cookie.take(request, reply);
    if (!attempt) return reply.redirect('/login?reason=failed', 303);
    const { next, ...secrets } = attempt;
    try {
      const query = request.url.slice(callbackPath.length);
      await enter(request, reply, await login.finish(query, secrets));
      return reply.redirect(safeNext(next), 303);
    } catch (err) {
      if (!(err instanceof UnauthorizedError)) throw err;
      request.log.warn({ event: 'sign_in.refused', err }, 'sign-in not completed');
      return reply.redirect('/login?reason=failed', 303);
    }
  });
}
