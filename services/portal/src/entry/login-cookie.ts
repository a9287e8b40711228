import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { cookieName, cookieOptions } from './sessions.ts';

const Attempt = Type.Object({
  verifier: Type.String(),
  state: Type.String(),
  nonce: Type.String(),
  next: Type.String(),
});
type Attempt = Static<typeof Attempt>;

const attemptSeconds = 15 * 60;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Two short cookies around signing in: what the way back needs, and that someone has just signed out. */
export const createLoginCookie = (secure: boolean) => {
  const attemptName = cookieName('labsecure-sign-in', secure);
  const signedOutName = cookieName('labsecure-signed-out', secure);
  const options = cookieOptions(secure);

  return {
    remember(reply: FastifyReply, attempt: Attempt): void {
      const value = JSON.stringify(attempt);
      reply.setCookie(attemptName, value, { ...options, signed: true, maxAge: attemptSeconds });
    },

    /** Good for one way back. */
    take(request: FastifyRequest, reply: FastifyReply): Attempt | undefined {
      const sent = request.cookies[attemptName];
      if (sent === undefined) return undefined;
      reply.clearCookie(attemptName, options);
      const { valid, value } = request.unsignCookie(sent);
      const attempt = valid && value !== null ? parsed(value) : undefined;
      return Value.Check(Attempt, attempt) ? attempt : undefined;
    },

    markSignedOut(reply: FastifyReply): void {
      reply.setCookie(signedOutName, '1', { ...options, maxAge: 60 });
    },

    takeSignedOut(request: FastifyRequest, reply: FastifyReply): boolean {
      if (request.cookies[signedOutName] === undefined) return false;
      reply.clearCookie(signedOutName, options);
      return true;
    },
  };
};
export type LoginCookie = ReturnType<typeof createLoginCookie>;
