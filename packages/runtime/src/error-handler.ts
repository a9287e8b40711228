import { NotFoundError } from '@labsecure/contracts/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerFor, problemDetails } from './problem-answers.ts';

export const problemMediaType = 'application/problem+json; charset=utf-8';

/** The one place where an error becomes an answer, and where it is logged. */
export function createErrorHandler(bodyLimit: number) {
  return async (err: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const answer = answerFor(err, bodyLimit, request.routeOptions.schema);
    if (answer.status >= 500)
      request.log.error(
        { event: 'request.failed', status: answer.status, code: answer.code, err },
        'request failed',
      );
    if (answer.retryAfterSeconds !== undefined && !reply.hasHeader('retry-after'))
      reply.header('retry-after', String(answer.retryAfterSeconds));
    if (answer.status === 401 && !reply.hasHeader('www-authenticate'))
      reply.header('www-authenticate', 'Bearer');
    return reply
      .code(answer.status)
      .type(problemMediaType)
      .serializer(JSON.stringify)
      .send(problemDetails(answer, request.id));
  };
}

export async function notFoundHandler(): Promise<never> {
  throw new NotFoundError('There is nothing at this address.');
}
