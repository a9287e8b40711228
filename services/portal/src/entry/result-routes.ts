import { NotFoundError } from '@labsecure/contracts/errors';
import type { HttpApp } from '@labsecure/runtime/http-app';
import { Type } from 'typebox';
import type { DashboardView } from '../domain/dashboard-view.ts';
import type { Reader } from '../domain/reader.ts';
import type { ResultView } from '../domain/result-view.ts';
import { dashboardPage } from '../pages/dashboard-page.ts';
import { resultPage } from '../pages/result-page.ts';
import { type Framing, sendPage } from './framing.ts';
import { type Guard, readerOf } from './guard.ts';

export interface ResultDeps {
  guard: Guard;
  frameOf: Framing;
  openDashboard: (reader: Reader, after?: string) => Promise<DashboardView>;
  openResult: (reader: Reader, result_id: string) => Promise<ResultView>;
  openVersion: (reader: Reader, result_id: string, place: number) => Promise<ResultView | 'current'>;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @throws NotFoundError for what cannot be an id: the same answer as for an id that is nobody's, or somebody else's */
export const resultIdFrom = (text: string): string => {
  if (!uuid.test(text)) throw new NotFoundError();
  return text;
};

const placeFrom = (text: string): number => {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new NotFoundError();
  return Number(text);
};

const DashboardQuery = Type.Object({ after: Type.Optional(Type.String()) });
const ResultParams = Type.Object({ result_id: Type.String() });
const VersionParams = Type.Object({ result_id: Type.String(), place: Type.String() });

/** The list of results, one result, and what it was before. */
export function registerResults(app: HttpApp, deps: ResultDeps): void {
  const { guard, frameOf } = deps;

  app.get('/', async (_request, reply) => reply.redirect('/dashboard', 303));

  app.get(
    '/dashboard',
    { preValidation: guard, schema: { querystring: DashboardQuery } },
    async (request, reply) => {
      const view = await deps.openDashboard(readerOf(request), request.query.after);
      return sendPage(reply, dashboardPage(frameOf(request, reply), view));
    },
  );

  app.get(
    '/results/:result_id',
    { preValidation: guard, schema: { params: ResultParams } },
    async (request, reply) => {
      const view = await deps.openResult(readerOf(request), resultIdFrom(request.params.result_id));
      return sendPage(reply, resultPage(frameOf(request, reply), view));
    },
  );

  app.get(
    '/results/:result_id/versions/:place',
    { preValidation: guard, schema: { params: VersionParams } },
    async (request, reply) => {
      const result_id = resultIdFrom(request.params.result_id);
      const view = await deps.openVersion(readerOf(request), result_id, placeFrom(request.params.place));
      if (view === 'current') return reply.redirect(`/results/${result_id}`, 303);
      return sendPage(reply, resultPage(frameOf(request, reply), view));
    },
  );
}
