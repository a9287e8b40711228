import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createProbes } from './health.ts';
import { createHttpApp, type HttpApp } from './http-app.ts';
import { createLogger } from './logger.ts';

let app: HttpApp;
let port: number;
beforeEach(async () => {
  app = createHttpApp({
    logger: createLogger({ service: 'test', level: 'silent' }),
    probes: createProbes({}),
  });
  port = Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port);
});
afterEach(() => app.close());

const answerTo = async (request: string): Promise<string> => {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(request);
  return text(socket);
};

test.each([
  ['a header without a colon', 'GET /live HTTP/1.1\r\nhost: x\r\nbroken header\r\n\r\n', 400],
  ['no HTTP at all', 'MSH|^~\\&|LAB\r\n\r\n', 400],
  ['headers without end', `GET /live HTTP/1.1\r\nhost: x\r\nlong: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
])(
  'When there is %s, then the answer is a problem like any other, and the connection ends',
  async (_what, sent, status) => {
    const [head = '', body = ''] = (await answerTo(sent)).split('\r\n\r\n');
    expect(head).toContain(`HTTP/1.1 ${status}`);
    expect(head).toContain('application/problem+json');
    expect(JSON.parse(body)).toMatchObject({ status, code: 'E_REQUEST', detail: expect.any(String) });
  },
);
