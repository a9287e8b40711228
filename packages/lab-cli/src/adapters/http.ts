import type { HttpAnswer } from '../domain/answers/told.ts';
import { StoppedError, UnreachableError } from '../domain/errors.ts';

export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT';
  url: string;
  headers: Record<string, string>;
  body?: Uint8Array | string;
  /** Is told how many bytes of the body have left. */
  sent?: ((bytes: number) => void) | undefined;
}

/** @throws UnreachableError when there is no answer */
export type Http = (request: HttpRequest) => Promise<HttpAnswer>;

/** So long nothing may move, in milliseconds: a large file and its answer take minutes, and something moves all the time. */
const longestSilence = 310_000;

/** Larger bodies leave in pieces, so that it shows that they move. */
const piece = 64 * 1024;

const codeOf = (error: unknown): string => {
  const { cause, name } = error instanceof Error ? error : { cause: undefined, name: 'Error' };
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : name;
};

/** Aborts when nothing has moved for a while. */
const watchSilence = (ms: number) => {
  const silent = new AbortController();
  const timer = setTimeout(() => silent.abort(new DOMException('Nothing moved.', 'TimeoutError')), ms);
  return { signal: silent.signal, moved: () => void timer.refresh(), stop: () => clearTimeout(timer) };
};

type Moved = (bytes: number) => void;

async function* piecesOf(bytes: Uint8Array, moved: Moved): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += piece) {
    moved(from);
    yield bytes.subarray(from, from + piece);
  }
  moved(bytes.length);
}

/** With its length said beforehand: stores take no body of unknown length. */
const initFor = (
  body: HttpRequest['body'],
  headers: Record<string, string>,
  moved: Moved,
): Pick<RequestInit, 'body' | 'headers' | 'duplex'> => {
  if (body === undefined) return { headers };
  if (typeof body === 'string') return { headers, body };
  if (body.length <= piece) return { headers, body: new Uint8Array(body) };
  const length = { 'content-length': String(body.length) };
  return {
    headers: { ...headers, ...length },
    body: ReadableStream.from(piecesOf(body, moved)),
    duplex: 'half',
  };
};

const textIn = async ({ body }: Response, moved: () => void): Promise<string> => {
  const decoder = new TextDecoder();
  let text = '';
  for await (const part of body ?? []) {
    moved();
    text += decoder.decode(part, { stream: true });
  }
  return text + decoder.decode();
};

const answerIn = async (response: Response, moved: () => void): Promise<HttpAnswer> => {
  const { headers, status } = response;
  const [media_type = ''] = (headers.get('content-type') ?? '').split(';', 1);
  const named = (name: string) => {
    const value = headers.get(name);
    return value !== null && { [name.replace('-', '_')]: value };
  };
  return {
    status,
    media_type: media_type.trim().toLowerCase(),
    ...named('location'),
    ...named('retry-after'),
    ...named('etag'),
    text: await textIn(response, moved),
  };
};

/**
 * Requests that end: with an answer, whatever its status, or with an UnreachableError (a StoppedError where we end it). Redirections are not followed, since
 * what is sent is for the address it was meant for.
 * @param stopping ends a request under way
 * @param silence milliseconds without any movement that end one
 */
export const createHttp =
  (stopping: AbortSignal, silence = longestSilence): Http =>
  async ({ url, method, headers, body, sent }) => {
    const { signal, moved, stop } = watchSilence(silence);
    const movedTo = (bytes: number): void => {
      moved();
      sent?.(bytes);
    };
    try {
      const init = { method, redirect: 'manual' as const, signal: AbortSignal.any([stopping, signal]) };
      const response = await fetch(url, { ...init, ...initFor(body, headers, movedTo) });
      moved();
      return await answerIn(response, moved);
    } catch (cause) {
      const { host } = new URL(url);
      if (stopping.aborted) throw new StoppedError(`Stopped before ${host} had answered.`, { cause });
      throw new UnreachableError(`${host} did not answer (${codeOf(cause)}).`, { cause });
    } finally {
      stop();
    }
  };
