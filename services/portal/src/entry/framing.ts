import './session-fields.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AssetUrls, Frame } from '../pages/frame.ts';

/** The frame for a request: with the head of someone who is signed in and has a record, or bare. */
export const createFraming =
  (assets: AssetUrls) =>
  (request: FastifyRequest, reply: FastifyReply): Frame => {
    // Absent where the session store failed or the session has just been ended.
    const session: FastifyRequest['session'] | null | undefined = request.session;
    if (session?.subject === undefined || session.patient_id === undefined) return { assets };
    return { assets, viewer: { name: session.name ?? '', csrf: reply.generateCsrf() } };
  };
export type Framing = ReturnType<typeof createFraming>;

export const sendPage = (reply: FastifyReply, html: string): FastifyReply =>
  reply.type('text/html; charset=utf-8').send(html);
