import type { HttpAnswer } from '../domain/answers/told.ts';
import { UnreachableError } from '../domain/errors.ts';

export interface HttpRequest {
  method: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  body?: Uint8Array | string;
}

/** @throws UnreachableError when there is no answer */
export type Http = (request: HttpRequest) => Promise<HttpAnswer>;

/** Slowest line that is waited for, bytes a second. */
const slowest = 32 * 1024;
const shortestWait = 30_000;

const waitFor = (body: HttpRequest['body']): number =>
  shortestWait + Math.ceil((body?.length ?? 0) / slowest) * 1000;

const codeOf = (error: unknown): string => {
  const { cause, name } = error instanceof Error ? error : { cause: undefined, name: 'Error' };
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : name;
};

const answerIn = async (response: Response): Promise<HttpAnswer> => {
  const { headers, status } = response;
  const [media_type = ''] = (headers.get('content-type') ?? '').split(';', 1);
  const location = headers.get('location');
  const retry_after = headers.get('retry-after');
  return {
    status,
    media_type: media_type.trim().toLowerCase(),
    ...(location !== null && { location }),
    ...(retry_after !== null && { retry_after }),
    text: await response.text(),
  };
};

/**
 * Requests that end: with an answer, whatever its status, or with an UnreachableError. Redirections are not followed, since
 * what is sent is for the address it was meant for.
 * @param stopping ends a request under way
 */
export const createHttp =
  (stopping: AbortSignal): Http =>
  async ({ url, method, headers, body }) => {
    const signal = AbortSignal.any([stopping, AbortSignal.timeout(waitFor(body))]);
    try {
      const init = { method, headers, redirect: 'manual' as const, signal };
      return await answerIn(await fetch(url, body === undefined ? init : { ...init, body: bodyOf(body) }));
    } catch (cause) {
      throw new UnreachableError(`${new URL(url).host} did not answer (${codeOf(cause)}).`, { cause });
    }
  };

const bodyOf = (body: Uint8Array | string): string | Uint8Array<ArrayBuffer> =>
  typeof body === 'string' ? body : new Uint8Array(body);
