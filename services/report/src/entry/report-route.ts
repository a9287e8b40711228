import { ReportAnswer } from '@labsecure/contracts/api';
import { requireUser } from '@labsecure/runtime/auth';
import type { HttpApp } from '@labsecure/runtime/http-app';
import { Type } from 'typebox';
import type { GiveReport } from '../domain/give-report.ts';

/** The id is any text here: one that is malformed has to be answered like one that does not exist. */
const params = Type.Object({ result_id: Type.String() });

export const registerReportRoute = (app: HttpApp, giveReport: GiveReport): void => {
  app.post(
    '/api/v1/results/:result_id/report',
    { onRequest: requireUser(), schema: { params, response: { 200: ReportAnswer } } },
    async (request, reply) => {
      const answer = await giveReport({
        subject: request.identity.subject,
        result_id: request.params.result_id,
      });
      request.log.info({ event: 'report.given', result_id: request.params.result_id }, 'report given');
      return reply.header('cache-control', 'no-store').send(answer);
    },
  );
};
