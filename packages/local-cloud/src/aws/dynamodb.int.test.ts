import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDynamoDb } from './dynamodb.ts';
import type { RunningServer } from './running-server.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startDynamoDb({ host: '127.0.0.1', port: 0 });
});
afterAll(() => server.close());

test('When a caller dies in the middle of a request, then the next one is still answered', async () => {
  const caller = connect(server.port, '127.0.0.1');
  await once(caller, 'connect');
  caller.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"half');
  await new Promise((resolve) => setTimeout(resolve, 50));
  caller.resetAndDestroy();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect((await fetch(`http://127.0.0.1:${server.port}/`)).status).toBe(200);
});
