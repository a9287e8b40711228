import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { buildApp, closeApps } from '../test/apps.ts';
import { createProbes } from './health.ts';

const canary = 'Quetzalcoatl-7.77';
closeApps();

test('The log has the path of a request, never its query, headers or body', async () => {
  const { app, log } = buildApp();
  app.post('/callback', async () => 'ok');
  await app.inject({
    method: 'POST',
    url: `/callback?code=${canary}`,
    headers: { authorization: `Bearer ${canary}` },
    payload: { name: canary },
  });
  expect(log.events()).toContainEqual(
    expect.objectContaining({ event: 'request.answered', method: 'POST', path: '/callback', status: 200 }),
  );
  expect(log.text()).not.toContain(canary);
});

test('The log names an address by its pattern, and one that does not exist not at all', async () => {
  const { app, log } = buildApp();
  app.get('/results/:result_id', async () => 'ok');
  for (const url of [`/results/${canary}`, `/${canary}`]) await app.inject({ url });
  const paths = log.events().map((event) => ('path' in event ? event.path : undefined));
  expect(paths).toEqual(expect.arrayContaining(['/results/:result_id', '(no such address)']));
  expect(log.text()).not.toContain(canary);
});

test("The caller's trace goes on in the request and in its log", async () => {
  const { app, log } = buildApp();
  app.get('/', async (request) => request.traceparent);
  const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
  const answer = await app.inject({ url: '/', headers: { traceparent: `00-${trace}-00f067aa0ba902b7-01` } });
  expect(answer.body).toContain(trace);
  expect(log.events()[0]).toMatchObject({ trace_id: trace });
});

test('A client cannot choose the id of its request', async () => {
  const { app } = buildApp();
  const answer = await app.inject({
    url: '/live',
    headers: { 'request-id': canary, 'x-request-id': canary },
  });
  expect(answer.headers['x-request-id']).not.toBe(canary);
});

test('Forwarded addresses are believed from the given network only', async () => {
  const { app } = buildApp({ trustProxy: ['127.0.0.0/8'] });
  app.get('/', async (request) => request.ip);
  const from = async (remoteAddress: string) =>
    (await app.inject({ url: '/', remoteAddress, headers: { 'x-forwarded-for': '203.0.113.9' } })).body;
  expect(await from('127.0.0.1')).toBe('203.0.113.9');
  expect(await from('198.51.100.1')).toBe('198.51.100.1');
});

test('An API answers with headers that let a browser do nothing with it', async () => {
  const { app } = buildApp();
  const { headers } = await app.inject('/live');
  expect(headers['content-security-policy']).toBe("default-src 'none';frame-ancestors 'none'");
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['strict-transport-security']).toBeDefined();
});

test('Readiness is 503 and names what fails; liveness does not care', async () => {
  const probes = createProbes({ queue: () => Promise.reject(new Error(canary)) });
  const { app, log } = buildApp({ probes, healthPrefix: '/api/v1/health' });
  for (const base of ['', '/api/v1/health']) {
    const ready = await app.inject(`${base}/ready`);
    expect(ready.statusCode).toBe(503);
    expect(ready.json()).toEqual({ status: 'failing', checks: { queue: 'failing' } });
    expect((await app.inject(`${base}/live`)).statusCode).toBe(200);
  }
  expect(log.text()).not.toContain('request.answered');
});

test('A process that was given no time, and has nothing to catch up with, sends nobody away', async () => {
  const { app } = buildApp({ maxEventLoopDelayMs: 600_000 });
  app.get('/', async () => 'ok');
  await app.ready();
  for (let turn = 0; turn < 4; turn++) {
    const until = performance.now() + 1200;
    while (performance.now() < until);
    await pause(1);
    expect((await app.inject('/')).statusCode).toBe(200);
  }
});

test('A process that cannot keep up says so with 503, and stays alive', async () => {
  const { app } = buildApp({ maxEventLoopDelayMs: 1 });
  app.get('/', async () => 'ok');
  await app.ready();
  let answer = await app.inject('/');
  for (let tries = 0; answer.statusCode === 200 && tries < 50; tries++) {
    const until = performance.now() + 200;
    while (performance.now() < until);
    await pause(50);
    answer = await app.inject('/');
  }
  expect(answer.statusCode).toBe(503);
  expect(answer.headers['retry-after']).toBe('5');
  const detail = expect.stringMatching(/^More comes in than can be handled/);
  expect(answer.json()).toMatchObject({ code: 'E_UNAVAILABLE', detail });
  expect((await app.inject('/live')).statusCode).toBe(200);
});
