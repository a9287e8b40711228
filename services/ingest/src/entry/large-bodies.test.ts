import { once } from 'node:events';
import { get } from 'node:http';
import { Readable } from 'node:stream';
import type { Lab } from '@labsecure/contracts/labs';
import { createProbes } from '@labsecure/runtime/health';
import { createHttpApp } from '@labsecure/runtime/http-app';
import { createLogger } from '@labsecure/runtime/logger';
import { afterEach, expect, test } from 'vitest';
import { registerLargeBodies, type Visit } from './large-bodies.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** An app whose answers have no end. */
const endless = async (limits: { atOnce: number; ofALab?: number; graceMs: number }) => {
  const app = createHttpApp({
    logger: createLogger({ service: 'test', level: 'silent' }),
    probes: createProbes({}),
  });
  app.decorateRequest('lab', undefined);
  app.addHook('onRequest', async (request) => {
    request.lab = { lab_id: String(request.headers['x-lab']) } as Lab;
  });
  const admit = registerLargeBodies(app, { ofALab: limits.atOnce, ...limits });
  const visits: Visit[] = [];
  let letGo = 0;
  const body = {
    beginning: Buffer.alloc(0),
    body: Readable.from([]),
    letGo: async () => {
      letGo += 1;
    },
  };
  app.get('/late', async (request, reply) => {
    reply.raw.destroy();
    while (!reply.raw.closed) await new Promise(setImmediate);
    visits.push(admit(request, reply, body));
  });
  app.get('/', async (request, reply) => {
    visits.push(admit(request, reply, body));
    const answer = new Readable({ read() {} });
    answer.push('begun');
    return reply.send(answer);
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  ends.push(() => app.close());
  const visit = async (path = '/', lab = 'LAB001') => {
    const asking = get(url + path, { agent: false, headers: { 'x-lab': lab } });
    asking.on('error', () => undefined);
    const [response] = await once(asking, 'response');
    response.on('error', () => undefined);
    return { asking, response };
  };
  return { app, visits, visit, letGo: () => letGo };
};

test('When a lab has as many as it may have, then there is still room for another', async () => {
  const { visit } = await endless({ atOnce: 3, ofALab: 2, graceMs: 0 });
  const statusOf = async (lab: string) => (await visit('/', lab)).response.statusCode;
  expect([await statusOf('LAB001'), await statusOf('LAB001'), await statusOf('LAB001')]).toEqual([
    200, 200, 503,
  ]);
  expect([await statusOf('LAB002'), await statusOf('LAB002')]).toEqual([200, 503]);
});

test('When all rooms are taken, then the next is told to come later; when one has left, it may come in', async () => {
  const { visit, visits } = await endless({ atOnce: 1, graceMs: 0 });
  const { asking } = await visit();
  const busy = await visit();
  expect(busy.response.statusCode).toBe(503);
  expect(busy.response.headers['retry-after']).toBe('10');
  asking.destroy();
  while (!visits[0]?.isGone()) await new Promise(setImmediate);
  expect((await visit()).response.statusCode).toBe(200);
});

test('When a sender had hung up before its body was let in, then it takes no room', async () => {
  const { visit, visits } = await endless({ atOnce: 1, graceMs: 0 });
  await expect(visit('/late')).rejects.toThrow();
  expect((await visit()).response.statusCode).toBe(200);
  expect(visits).toHaveLength(1);
});

test('When a body was answered before its end, then it is let go of', async () => {
  const { visit, letGo } = await endless({ atOnce: 0, graceMs: 0 });
  await (await visit()).response.resume();
  while (letGo() === 0) await new Promise(setImmediate);
});

test.each([
  ['is still on its way in', false, 60_000],
  ['is being kept, and the time for it has passed', true, 20],
])('When the app closes while a body %s, then its connection ends', async (_what, isReceived, graceMs) => {
  const { app, visit, visits } = await endless({ atOnce: 1, graceMs });
  const { response } = await visit();
  if (isReceived) visits[0]?.received();
  const closed = new Promise((resolve) => response.once('close', resolve));
  await app.close();
  await closed;
  expect(response.complete).toBe(false);
});
