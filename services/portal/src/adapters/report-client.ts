import { ReportAnswer } from '@labsecure/contracts/api';
import { NotFoundError, UnauthorizedError, UnavailableError } from '@labsecure/contracts/errors';
import { Value } from 'typebox/value';

const timeoutMs = 15_000;

export interface ReportSettings {
  REPORT_URL: string;
  DOCUMENTS_ORIGIN: string;
}

const errorOf = (status: number): Error => {
  if (status === 401) return new UnauthorizedError();
  // Whoever may not see a result is not told whether it is there.
  if (status === 403 || status === 404) return new NotFoundError();
  return new UnavailableError('The report service does not answer at the moment.');
};

/** Asks the report service for a link, as the person themselves: it decides whether they may have the document. */
export const createReportClient = ({ REPORT_URL, DOCUMENTS_ORIGIN }: ReportSettings) => {
  const documents = new URL(DOCUMENTS_ORIGIN).origin;

  const post = async (path: string, access_token: string, traceparent: string): Promise<Response> => {
    try {
      return await fetch(new URL(path, REPORT_URL), {
        method: 'POST',
        headers: { authorization: `Bearer ${access_token}`, traceparent },
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
    } catch (error) {
      throw new UnavailableError('The report service does not answer at the moment.', error);
    }
  };

  /**
   * A link that opens the PDF without further sign-in.
   * @throws NotFoundError, UnauthorizedError (the token no longer works), UnavailableError
   */
  return async (result_id: string, access_token: string, traceparent: string): Promise<string> => {
    const response = await post(`/api/v1/results/${result_id}/report`, access_token, traceparent);
    if (!response.ok) throw errorOf(response.status);
    const answer: unknown = await response.json();
    // People are sent to where documents are kept and nowhere else, whatever the answer says.
    if (Value.Check(ReportAnswer, answer) && new URL(answer.url).origin === documents) return answer.url;
    throw new Error('The report service answered with something that is not a link to a document.');
  };
};
export type ReportLink = ReturnType<typeof createReportClient>;
