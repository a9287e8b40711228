import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { digestOf } from '@labsecure/contracts/identity';
import { fingerprintOf } from '@labsecure/sealing/keys';

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

/** An RSA key pair in PEM, as the platform has one. */
export const keyPair = (modulusLength = 3072): { publicKey: string; privateKey: string } =>
  generateKeyPairSync('rsa', {
    modulusLength,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });

/** Of all stubs of this process: it takes a moment to make. */
let made: ReturnType<typeof keyPair> | undefined;
const ownKeys = () => {
  made ??= keyPair();
  return made;
};

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
};

const answer = (response: ServerResponse, { status, headers = {}, body }: Reply): void => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body ?? {}));
};

/**
 * The login, the platform and its store on one free port: every delivery and every upload is accepted until a test says
 * otherwise.
 */
export const startStubPlatform = async () => {
  const received: Received[] = [];
  const keys = ownKeys;
  let places = 0;
  const key = (): Reply => {
    const { publicKey } = keys();
    return { status: 200, body: { public_key: publicKey, fingerprint: fingerprintOf(publicKey) } };
  };
  const place = ({ body }: Received): Reply => {
    places += 1;
    const { file_name, size } = JSON.parse(body.toString());
    const path = `incoming/LAB001/${places}/${file_name}`;
    const headers = { 'content-length': String(size), 'x-amz-meta-from': 'a-test' };
    const url = `${stub.url}/store/${path}?signature=${places}`;
    const expires_at = new Date(Date.now() + 900_000).toISOString();
    return { status: 201, body: { url, method: 'PUT', headers, path, expires_at } };
  };
  const put = ({ body, path }: Received): Reply => {
    stub.stored.set(path.replace(/^\/store\/|\?.*$/g, ''), body);
    return { status: 200, headers: { etag: '"0"' }, body: '' };
  };
  const usual = (request: Received): Reply => {
    if (request.path === '/api/v1/sealing-key') return key();
    if (request.path === '/api/v1/uploads') return place(request);
    return request.path.startsWith('/store/') ? put(request) : accepted(request);
  };
  const stub = {
    received,
    url: '',
    keys,
    usual,
    /** What was put, by path. */
    stored: new Map<string, Buffer>(),
    /** Requests for tokens. */
    asked: 0,
    token: (): Reply => ({
      status: 200,
      body: { access_token: `token-${stub.asked}`, expires_in: 3600, token_type: 'Bearer' },
    }),
    /** `lost`: the connection ends without an answer. */
    reply: (request: Received): Reply | 'lost' | Promise<Reply> => usual(request),
    /** Bodies that were accepted, by digest: a delivery is known by its key, as the platform knows it. */
    accepted: new Map<string, number>(),
    deliveries: () => received.filter(({ path }) => path === '/api/v1/ingest'),
    puts: () => received.filter(({ path }) => path.startsWith('/store/')),
  };
  const server = createServer(async (request, response): Promise<unknown> => {
    const { method = '', url: path = '', headers } = request;
    const body = await bodyOf(request);
    if (path === '/oauth2/token') {
      stub.asked += 1;
      return answer(response, stub.token());
    }
    const one = { method, path, headers, body };
    received.push(one);
    const reply = await stub.reply(one);
    if (reply === 'lost') return request.socket.destroy();
    const key = String(headers['idempotency-key']);
    if (reply.status === 202) stub.accepted.set(key, (stub.accepted.get(key) ?? 0) + 1);
    answer(response, reply);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stub.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(stub, {
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
};
export type StubPlatform = Awaited<ReturnType<typeof startStubPlatform>>;
