import { once } from 'node:events';
import { connect } from 'node:net';
import { createProbes } from '@labsecure/runtime/health';
import { createHttpApp, type HttpApp } from '@labsecure/runtime/http-app';
import { createLogger } from '@labsecure/runtime/logger';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { registerRawBodies } from './raw-bodies.ts';
import { createReceiving } from './receiving.ts';

let app: HttpApp;
let port: number;
beforeEach(async () => {
  app = createHttpApp({
    logger: createLogger({ service: 'test', level: 'silent' }),
    probes: createProbes({}),
  });
  registerRawBodies(app);
  app.post('/patience', async ({ raw }) => ({ ms: raw.socket.timeout }));
  port = Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port);
});
afterEach(() => app.close());

test('When a table of many results has come, then its connection waits longer for the answer than others do', async () => {
  const patience = async (bytes: number) => {
    const headers = { 'content-type': 'text/csv' };
    const address = `http://127.0.0.1:${port}/patience`;
    const answer = await fetch(address, { method: 'POST', headers, body: 'a'.repeat(bytes) });
    return ((await answer.json()) as { ms: number }).ms;
  };
  expect([await patience(10), await patience(20_000), await patience(10)]).toEqual([30_000, 300_000, 30_000]);
});

test.each([
  ['application/json', 5, 'keep-alive'],
  ['application/json', 5, 'close'],
  ['text/csv', 26, 'keep-alive'],
  ['text/csv', 26, 'close'],
])(
  'When somebody sends all of a body of %s that is too large (%d MiB, %s) before they listen, then they still hear why',
  async (type, mebibytes, connection) => {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.pause();
    const body = Buffer.alloc(mebibytes * 1024 * 1024, ' ');
    const head = `POST /patience HTTP/1.1\r\nhost: x\r\ncontent-type: ${type}\r\nconnection: ${connection}\r\ncontent-length: ${body.length}\r\n\r\n`;
    socket.write(head);
    await new Promise<void>((sent, failed) => {
      socket.once('error', failed);
      socket.write(body, () => sent());
    });
    socket.resume();
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toContain('413');
    socket.destroy();
  },
);

test('When a lab has as many bodies on their way in as it may have, then one more is told to come later, and other labs are not', async () => {
  const receiving = createReceiving();
  const ends: (() => void)[] = [];
  const slow = () => new Promise<void>((done) => ends.push(done));
  const all = Array.from({ length: 64 }, () => receiving('LAB001', slow));
  await expect(receiving('LAB001', slow)).rejects.toMatchObject({ status: 429, retryAfterSeconds: 5 });
  await expect(receiving('LAB002', async () => 'in')).resolves.toBe('in');
  ends[0]?.();
  await all[0];
  await expect(receiving('LAB001', async () => 'in')).resolves.toBe('in');
  for (const end of ends) end();
  await Promise.all(all);
});
