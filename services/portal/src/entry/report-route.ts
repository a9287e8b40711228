import './session-fields.ts';
import { UnauthorizedError } from '@labsecure/contracts/errors';
import type { HttpApp } from '@labsecure/runtime/http-app';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Login } from '../adapters/login.ts';
import type { ReportLink } from '../adapters/report-client.ts';
import { isFresh, type Tokens } from '../domain/tokens.ts';
import type { Guard } from './guard.ts';
import { resultIdFrom } from './result-routes.ts';

export interface ReportDeps {
  guard: Guard;
  login: Pick<Login, 'refresh'>;
  reportLink: ReportLink;
}

const Params = Type.Object({ result_id: Type.String() });

/** The button under a result: a link to its PDF, asked for with the person's own token. */
export function registerReport(app: HttpApp, { guard, login, reportLink }: ReportDeps): void {
  const freshTokens = async ({ session }: FastifyRequest): Promise<Tokens> => {
    const { tokens } = session;
    if (!tokens) throw new UnauthorizedError();
    if (isFresh(tokens, Date.now())) return tokens;
    if (tokens.refresh_token === undefined) throw new UnauthorizedError();
    session.tokens = await login.refresh(tokens.refresh_token);
    return session.tokens;
  };

  app.post(
    '/results/:result_id/report',
    { preValidation: [guard, app.csrfProtection], schema: { params: Params } },
    async (request, reply) => {
      const result_id = resultIdFrom(request.params.result_id);
      const { access_token } = await freshTokens(request);
      return reply.redirect(await reportLink(result_id, access_token, request.traceparent), 303);
    },
  );
}
