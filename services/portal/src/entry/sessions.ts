import './session-fields.ts';
import cookie from '@fastify/cookie';
import csrf from '@fastify/csrf-protection';
import formbody from '@fastify/formbody';
import session, { type FastifySessionOptions } from '@fastify/session';
import type { HttpApp } from '@labsecure/runtime/http-app';
import { Type } from 'typebox';
import { Value } from 'typebox/value';

export interface SessionSettings {
  SESSION_SECRET: string;
  /** Off only where the portal itself is reached over plain http, on this machine. */
  SECURE_COOKIES: boolean;
}

const CsrfForm = Type.Object({ _csrf: Type.String() });

/** A cookie that no other host or path can set has to be secure; without that it cannot have the prefix either. */
export const cookieName = (name: string, secure: boolean): string => (secure ? `__Host-${name}` : name);

export const sessionCookie = 'labsecure';

/** What all cookies have in common. Lax: people come back from the login and out of e-mails by a link. */
export const cookieOptions = (secure: boolean) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure }) as const;

/** Cookies, server-side sessions, and forms that only our own pages can send. */
export async function registerSessions(
  app: HttpApp,
  settings: SessionSettings,
  store: FastifySessionOptions['store'],
): Promise<void> {
  const { SESSION_SECRET: secret, SECURE_COOKIES: secure } = settings;
  await app.register(cookie, { secret });
  await app.register(session, {
    secret,
    ...(store && { store }),
    cookieName: cookieName(sessionCookie, secure),
    cookie: cookieOptions(secure),
    saveUninitialized: false,
    rolling: false,
  });
  await app.register(formbody, { bodyLimit: 16 * 1024 });
  await app.register(csrf, {
    sessionPlugin: '@fastify/session',
    getToken: ({ body }) => (Value.Check(CsrfForm, body) ? body._csrf : undefined),
  });
}
