import './session-fields.ts';
import { UnauthorizedError } from '@labsecure/contracts/errors';
import { answerFor } from '@labsecure/runtime/problem-answers';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NoPatientError } from '../domain/reader.ts';
import * as say from '../pages/message-page.ts';
import { noPatientPage } from '../pages/no-patient-page.ts';
import { type Framing, sendPage } from './framing.ts';
import { toLogin } from './guard.ts';

const messageFor = (status: number): say.Message => {
  if (status === 404) return say.notFound;
  if (status === 403) return say.expiredForm;
  if (status === 429) return say.tooMany;
  if (status === 503) return say.unavailable;
  return status >= 500 ? say.broken : say.unreadable;
};

/** Errors as pages. Nothing of what went wrong on our side is shown but the reference to find it by. */
export const createPageErrors =
  (frameOf: Framing, bodyLimit: number) =>
  async (err: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (err instanceof UnauthorizedError) return toLogin(request, reply, false);
    if (err instanceof NoPatientError)
      return sendPage(reply.code(403), noPatientPage(frameOf(request, reply), reply.generateCsrf()));

    const { status, code, retryAfterSeconds } = answerFor(err, bodyLimit);
    if (status >= 500) request.log.error({ event: 'request.failed', status, code, err }, 'request failed');
    if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
    const message = messageFor(status);
    const reference = status >= 500 ? { reference: request.id } : {};
    return sendPage(
      reply.code(status),
      say.messagePage(frameOf(request, reply), { ...message, ...reference }),
    );
  };
