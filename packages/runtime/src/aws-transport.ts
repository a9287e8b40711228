import { Readable } from 'node:stream';
import { buildQueryString, type HttpHandler, type HttpRequest, HttpResponse } from '@smithy/core/protocols';
import type { HttpHandlerOptions } from '@smithy/types';
import { Agent, type Dispatcher } from 'undici';

export interface TransportOptions {
  /** From the call to the last byte of its answer, waiting for a connection included. */
  requestTimeoutMs: number;
  connectTimeoutMs?: number;
}

/** SQS holds a receive open for at most 20 s. */
const longPollMs = 20_000;
/** Not much more than one answer's worth of work queues up behind a service that hangs. */
const connections = 128;

const isReceive = ({ headers }: HttpRequest): boolean =>
  headers['x-amz-target'] === 'AmazonSQS.ReceiveMessage';

const named = (name: string, error: Error): Error => Object.assign(error, { name });

/** Names undici's errors so that the SDK tries again after those where that can help. */
const explained = (error: Error): Error =>
  'code' in error && (error.code === 'UND_ERR_SOCKET' || error.code === 'UND_ERR_CONNECT_TIMEOUT')
    ? named('TimeoutError', error)
    : error;

const originOf = ({ protocol, hostname, port }: HttpRequest): string =>
  port === undefined ? `${protocol}//${hostname}` : `${protocol}//${hostname}:${port}`;

function pathOf({ path, query }: HttpRequest): string {
  const queryString = buildQueryString(query);
  return queryString === '' ? path : `${path}?${queryString}`;
}

function singleValued(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  const single: Record<string, string> = {};
  for (const name in headers) single[name] = String(headers[name]);
  return single;
}

/**
 * Carries the AWS clients' calls: kept-alive connections through undici, and a deadline on every call. Answers are read
 * whole before they are handed on, so that the deadline covers all of one; nothing that is stored here is large.
 */
export class AwsTransport implements HttpHandler {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  readonly #timeoutMs: number;
  readonly #agent: Agent;

  constructor({ requestTimeoutMs, connectTimeoutMs = 2000 }: TransportOptions) {
    this.#timeoutMs = requestTimeoutMs;
    const connect = { timeout: connectTimeoutMs };
    this.#agent = new Agent({
      connections,
      connect,
      keepAliveTimeout: 20_000,
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  handle(request: HttpRequest, options: HttpHandlerOptions = {}): Promise<{ response: HttpResponse }> {
    const abortSignal = options.abortSignal instanceof AbortSignal ? options.abortSignal : undefined;
    const { promise, resolve, reject } = Promise.withResolvers<{ response: HttpResponse }>();
    let exchange: Dispatcher.DispatchController | undefined;
    const chunks: Buffer[] = [];
    let statusCode = 0;
    let headers: Record<string, string> = {};

    const end = (): void => {
      clearTimeout(timer);
      abortSignal?.removeEventListener('abort', onAbort);
    };
    const giveUp = (reason: Error): void => {
      end();
      reject(reason);
      exchange?.abort(reason);
    };
    const onAbort = (): void => giveUp(named('AbortError', new Error('The call was aborted.')));
    const onDeadline = (): void => giveUp(named('TimeoutError', new Error('There was no answer in time.')));
    const timer = setTimeout(onDeadline, this.#timeoutMs + (isReceive(request) ? longPollMs : 0));
    abortSignal?.addEventListener('abort', onAbort);
    if (abortSignal?.aborted) {
      onAbort();
      return promise;
    }

    this.#agent.dispatch(
      {
        origin: originOf(request),
        path: pathOf(request),
        method: request.method,
        headers: { ...request.headers, 'user-agent': 'labsecure aws-sdk-js/3' },
        body: request.body,
      },
      {
        onRequestStart(started) {
          exchange = started;
        },
        onResponseStart(_exchange, status, received) {
          statusCode = status;
          headers = singleValued(received);
        },
        onResponseData(_exchange, chunk) {
          chunks.push(chunk);
        },
        onResponseEnd() {
          end();
          const bytes = Buffer.concat(chunks);
          // Where the SDK hands a body on, as for S3 GetObject, it wants a stream.
          const body = request.method === 'GET' ? Readable.from([bytes], { objectMode: false }) : bytes;
          resolve({ response: new HttpResponse({ statusCode, headers, body }) });
        },
        onResponseError(_exchange, error) {
          end();
          reject(explained(error));
        },
      },
    );
    return promise;
  }

  destroy(): void {
    void this.#agent.destroy();
  }

  /** The SDK's interface wants these two; there is nothing to change once it runs. */
  updateHttpClientConfig(): void {}
  httpHandlerConfigs(): Record<string, never> {
    return {};
  }
}
