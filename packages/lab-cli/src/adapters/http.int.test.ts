import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { createHttp } from './http.ts';

let server: Server | undefined;
afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

const listen = async (handle: (request: IncomingMessage, response: ServerResponse) => unknown) => {
  server = createServer(handle);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
};
const never = new AbortController().signal;
const post = { method: 'POST' as const, headers: {} };

test('When an answer takes its time but something of it comes all the time, then it is waited for', async () => {
  const url = await listen(async (request, response) => {
    request.resume();
    for (const part of 'abcdefghijkl') {
      response.write(part);
      await pause(500);
    }
    response.end();
  });
  // Altogether it takes longer than the silence that is borne.
  expect((await createHttp(never, 5000)({ ...post, url })).text).toBe('abcdefghijkl');
});

test('When a large body leaves slowly but goes on leaving, then it is waited for, and told how far it is', async () => {
  const url = await listen(async (request, response) => {
    for (let turn = 0; turn < 10; turn += 1) {
      await pause(100);
      request.read();
    }
    request.resume();
    let length = 0;
    for await (const chunk of request) length += (chunk as Buffer).length;
    response.end(`${request.headers['content-length']} ${request.headers['transfer-encoding']} ${length}`);
  });
  const told: number[] = [];
  const body = Buffer.alloc(20_000_000);
  const answer = await createHttp(never, 5000)({ ...post, url, body, sent: (bytes) => told.push(bytes) });
  expect(answer.text).toMatch(/^20000000 undefined /);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(told.at(-1)).toBe(body.length);
});

test.each([
  ['before the answer', (_request: IncomingMessage, _response: ServerResponse) => {}],
  ['within the answer', (_request: IncomingMessage, response: ServerResponse) => response.write('a')],
])('When nothing moves any more %s, then nobody answered', async (_when, handle) => {
  const url = await listen(handle);
  await expect(createHttp(never, 300)({ ...post, url })).rejects.toMatchObject({
    name: 'UnreachableError',
    message: expect.stringContaining('TimeoutError'),
  });
});

test('When the connection ends within the answer, then nobody answered', async () => {
  const url = await listen((_request, response) => {
    response.write('{"results":[', () => response.destroy());
  });
  await expect(createHttp(never)({ ...post, url })).rejects.toMatchObject({ name: 'UnreachableError' });
});

test('When the other side has answered before all of a large body has left, then its answer counts', async () => {
  const url = await listen((_request, response) => response.writeHead(413).end('too large'));
  expect(await createHttp(never)({ ...post, url, body: Buffer.alloc(20_000_000) })).toMatchObject({
    status: 413,
    text: 'too large',
  });
});

test('When the program is asked to end before there is an answer, then that is said, and no fault of the other side', async () => {
  const stopping = new AbortController();
  const url = await listen(() => stopping.abort());
  await expect(createHttp(stopping.signal)({ ...post, url })).rejects.toThrow(/^Stopped before 127\.0\.0\.1/);
});
