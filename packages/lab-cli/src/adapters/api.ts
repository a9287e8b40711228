import { SealingKeyAnswer, StatusAnswer, SubmissionsPage, UploadAddress } from '@labsecure/contracts/api';
import type { MediaType } from '@labsecure/contracts/vocabulary';
import { Compile } from 'typebox/compile';
import { jsonIn, problemAnswer } from '../domain/answers/json-answer.ts';
import { readAnswer } from '../domain/answers/read-answer.ts';
import type { HttpAnswer } from '../domain/answers/told.ts';
import type { Body } from '../domain/deliver.ts';
import { DeniedError, UnreachableError } from '../domain/errors.ts';
import type { UploadPorts } from '../domain/upload.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { Http, HttpRequest } from './http.ts';
import type { Tokens } from './tokens.ts';

export interface Api {
  send: (body: Body & { media_type: MediaType }, sent?: (bytes: number) => void) => Promise<Verdict>;
  /** What files are sealed to. */
  sealingKey: () => Promise<SealingKeyAnswer>;
  uploadAddress: UploadPorts['address'];
  /** @returns nothing when there is no such result, or it is another lab's */
  status: (resultId: string) => Promise<{ found?: StatusAnswer }>;
  history: (page: { limit: number; cursor?: string | undefined }) => Promise<SubmissionsPage>;
}

export interface ApiDeps {
  /** Of the platform. */
  url: string;
  tokens: Tokens;
  http: Http;
  user_agent: string;
}

type Asked = Pick<HttpRequest, 'method' | 'body' | 'sent'> & {
  path: string;
  headers?: Record<string, string>;
};

const statusAnswer = Compile(StatusAnswer);
const submissionsPage = Compile(SubmissionsPage);
const sealingKeyAnswer = Compile(SealingKeyAnswer);
const uploadAddress = Compile(UploadAddress);

/** Said of the file for which an address was asked. */
const refusing = new Set([413, 422]);

/** What keeps a question from being answered. */
const failure = ({ status, text, retry_after }: HttpAnswer): Error => {
  const why = problemAnswer(text)?.detail;
  const message = `The platform answered ${status}${why ? `: ${why}` : '; check the url.'}`;
  if (status < 500 && status !== 429 && status !== 408) return new DeniedError(message);
  return new UnreachableError(message, { retryAfterSeconds: Number(retry_after) || undefined });
};

const answered = <T>(
  check: { Check: (value: unknown) => value is T },
  answer: HttpAnswer,
  status = 200,
): T => {
  const value = answer.status === status ? jsonIn(answer.text) : undefined;
  if (check.Check(value)) return value;
  throw failure(answer);
};

/**
 * The labs' API over HTTP. A token that is not accepted is replaced once.
 * All throw UnreachableError and DeniedError.
 */
export const createApi = ({ url, tokens, http, user_agent }: ApiDeps): Api => {
  const base = url.replace(/\/+$/, '');

  const askWith = (access_token: string, { path, headers, ...asked }: Asked): Promise<HttpAnswer> =>
    http({
      ...asked,
      url: `${base}/api/v1/${path}`,
      headers: { ...headers, 'user-agent': user_agent, authorization: `Bearer ${access_token}` },
    });

  const ask = async (asked: Asked): Promise<HttpAnswer> => {
    const { access_token } = await tokens.get();
    const answer = await askWith(access_token, asked);
    if (answer.status !== 401) return answer;
    return await askWith((await tokens.renew()).access_token, asked);
  };

  return {
    send: async ({ bytes, media_type, idempotency_key }, sent) => {
      const headers = { 'content-type': media_type, 'idempotency-key': idempotency_key };
      return readAnswer(await ask({ method: 'POST', path: 'ingest', headers, body: bytes, sent }));
    },
    sealingKey: async () => answered(sealingKeyAnswer, await ask({ method: 'GET', path: 'sealing-key' })),
    uploadAddress: async (file) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await ask({ method: 'POST', path: 'uploads', headers, body: JSON.stringify(file) });
      const told = refusing.has(answer.status) ? problemAnswer(answer.text) : undefined;
      if (told) return { outcome: 'refused', detail: told.detail ?? '', problems: told.problems };
      return answered(uploadAddress, answer, 201);
    },
    status: async (resultId) => {
      const answer = await ask({ method: 'GET', path: `status/${encodeURIComponent(resultId)}` });
      if (answer.status === 404 && problemAnswer(answer.text)) return {};
      return { found: answered(statusAnswer, answer) };
    },
    history: async ({ limit, cursor }) => {
      const query = new URLSearchParams({ limit: String(limit), ...(cursor && { cursor }) });
      return answered(submissionsPage, await ask({ method: 'GET', path: `submissions?${query}` }));
    },
  };
};
