import './session-fields.ts';
import { UnauthorizedError } from '@labsecure/contracts/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NoPatientError, type Reader } from '../domain/reader.ts';
import { worthTouching } from '../domain/session-life.ts';

/** The page to come back to: for a form, the page it stood on. */
const pageOf = ({ method, url }: FastifyRequest): string =>
  method === 'GET' ? url : url.replace(/\/(report|notifications)$/, '');

/** Sends someone to the door, and afterwards back to where they wanted to go. */
export const toLogin = (request: FastifyRequest, reply: FastifyReply, ended: boolean): FastifyReply => {
  const query = new URLSearchParams({ next: pageOf(request), ...(ended && { reason: 'ended' }) });
  return reply.redirect(`/login?${query}`, 303);
};

/**
 * Lets only someone through who is signed in and has a patient record. The others are sent to the door.
 * @param cookie name of the session cookie: whoever brings one without a session behind it was signed in before
 */
export const createGuard = (cookie: string) => async (request: FastifyRequest, reply: FastifyReply) => {
  const { session } = request;
  if (session.subject === undefined) return toLogin(request, reply, request.cookies[cookie] !== undefined);
  if (session.patient_id === undefined) throw new NoPatientError();
  const now = Date.now();
  if (worthTouching({ signed_in_at: session.signed_in_at ?? 0, seen_at: session.seen_at ?? 0 }, now))
    session.seen_at = now;
};

export type Guard = ReturnType<typeof createGuard>;

/** Who reads. @throws UnauthorizedError on a route that stands behind no guard */
export const readerOf = ({ session }: FastifyRequest): Reader => {
  const { subject, patient_id, name = '' } = session;
  if (subject === undefined || patient_id === undefined) throw new UnauthorizedError();
  return { subject, patient_id, name };
};
