import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { digestOf } from '@labsecure/contracts/identity';

export interface Received {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

export interface Reply {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** An id of the form the platform gives, that follows from the bytes. */
export const resultIdFor = (bytes: Uint8Array): string => {
  const digest = digestOf(bytes);
  const part = (from: number, to: number): string => digest.slice(from, to);
  return `${part(0, 8)}-${part(8, 12)}-5${part(13, 16)}-8${part(17, 20)}-${part(20, 32)}`;
};

export const accepted = ({ body }: Received): Reply => ({
  status: 202,
  body: { result_id: resultIdFor(body), submission_id: resultIdFor(body), status: 'RECEIVED', warnings: [] },
});

export const problem = (status: number, code = 'E_INVALID', more: object = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/problem+json; charset=utf-8' },
  body: { type: 'about:blank', title: 'A title', status, code, detail: `A detail for ${status}.`, ...more },
});

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
};

const answer = (response: ServerResponse, { status, headers = {}, body }: Reply): void => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body ?? {}));
};

/** The login and the platform on one free port: every delivery is accepted until a test says otherwise. */
export const startStubPlatform = async () => {
  const received: Received[] = [];
  const stub = {
    received,
    /** Requests for tokens. */
    asked: 0,
    token: (): Reply => ({
      status: 200,
      body: { access_token: `token-${stub.asked}`, expires_in: 3600, token_type: 'Bearer' },
    }),
    reply: (request: Received): Reply | Promise<Reply> => accepted(request),
    /** Bodies that were accepted, by digest: a delivery is known by its key, as the platform knows it. */
    accepted: new Map<string, number>(),
    deliveries: () => received.filter(({ path }) => path === '/api/v1/ingest'),
  };
  const server = createServer(async (request, response) => {
    const { method = '', url: path = '', headers } = request;
    const body = await bodyOf(request);
    if (path === '/oauth2/token') {
      stub.asked += 1;
      return answer(response, stub.token());
    }
    const one = { method, path, headers, body };
    received.push(one);
    const reply = await stub.reply(one);
    const key = String(headers['idempotency-key']);
    if (reply.status === 202) stub.accepted.set(key, (stub.accepted.get(key) ?? 0) + 1);
    answer(response, reply);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(stub, {
    url,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
};
export type StubPlatform = Awaited<ReturnType<typeof startStubPlatform>>;
