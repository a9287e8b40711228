import {
  InvalidInputError,
  NotFoundError,
  PermanentError,
  UnavailableError,
} from '@labsecure/contracts/errors';
import { Type } from 'typebox';
import { expect, test } from 'vitest';
import { buildApp, closeApps } from '../test/apps.ts';

const canary = 'Quetzalcoatl-7.77';
closeApps();

const Body = Type.Object({ unit: Type.String(), values: Type.Array(Type.Object({ code: Type.String() })) });

test.each([
  [new NotFoundError(), 404, 'E_NOT_FOUND'],
  [new UnavailableError(), 503, 'E_UNAVAILABLE'],
  [Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 503, 'E_UNAVAILABLE'],
  [Object.assign(new Error('x'), { name: 'TimeoutError' }), 503, 'E_UNAVAILABLE'],
  [Object.assign(new Error('x'), { name: 'ThrottlingException', $metadata: {} }), 503, 'E_UNAVAILABLE'],
  [Object.assign(new Error('x'), { name: 'ValidationException', $metadata: {} }), 500, 'E_INTERNAL'],
  [Object.assign(new Error('x'), { statusCode: 429 }), 429, 'E_TOO_MANY'],
  [new TypeError(canary), 500, 'E_INTERNAL'],
  [new PermanentError(canary), 500, 'E_INTERNAL'],
])('%s is answered with %i as problem+json', async (error, status, code) => {
  const { app } = buildApp();
  app.get('/', () => Promise.reject(error));
  const answer = await app.inject('/');
  expect(answer.statusCode).toBe(status);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.json()).toMatchObject({
    type: 'about:blank',
    status,
    code,
    instance: answer.headers['x-request-id'],
  });
  expect(answer.body).not.toContain(canary);
  if (status === 503) expect(answer.headers['retry-after']).toBe('5');
});

test('A fault on our side is logged with its cause, and told to nobody', async () => {
  const { app, log } = buildApp();
  app.get('/', () => Promise.reject(new Error('table is gone', { cause: new Error('the reason') })));
  const answer = await app.inject('/');
  expect(Object.keys(answer.json())).toEqual(['type', 'title', 'status', 'code', 'instance']);
  const line = log.events().find(({ event }) => event === 'request.failed');
  expect(line).toMatchObject({
    request_id: answer.json().instance,
    err: { message: 'table is gone', cause: { message: 'the reason' } },
  });
});

test('Each problem is told with its pointer', async () => {
  const { app } = buildApp();
  const errors = [{ pointer: '/unit', code: 'E_UNIT_MISSING', message: 'The unit is missing.' }];
  app.post('/', () => Promise.reject(new InvalidInputError('Not valid.', errors)));
  const answer = await app.inject({ method: 'POST', url: '/' });
  expect(answer.statusCode).toBe(422);
  expect(answer.json()).toMatchObject({ detail: 'Not valid.', errors });
});

test('A body that is not of the schema is answered with 422 and pointers, without quoting it', async () => {
  const { app } = buildApp();
  app.post('/', { schema: { body: Body } }, async () => 'ok');
  const answer = await app.inject({
    method: 'POST',
    url: '/',
    payload: { values: [{ code: 1 }, { other: canary }] },
  });
  expect(answer.statusCode).toBe(422);
  expect(answer.json().errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(
    expect.arrayContaining(['/unit', '/values/0/code', '/values/1/code']),
  );
  expect(answer.body).not.toContain(canary);
});

test('A query that is not of the schema is answered with 400', async () => {
  const { app } = buildApp();
  app.get('/', { schema: { querystring: Type.Object({ limit: Type.Integer() }) } }, async () => 'ok');
  expect((await app.inject('/?limit=many')).statusCode).toBe(400);
  expect((await app.inject('/?limit=5')).statusCode).toBe(200);
});

test('What a schema refuses is told in sentences of its own descriptions, and in the detail', async () => {
  const { app } = buildApp();
  const name = Type.String({ pattern: '^[a-z]+$', description: 'letters alone' });
  const size = Type.Integer({ minimum: 1, description: 'bytes' });
  const body = Type.Object({ name, size }, { additionalProperties: false });
  const querystring = Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })) });
  app.post('/', { schema: { body, querystring } }, async () => 'ok');
  const told = async (payload: object | string, query = '') => {
    const answer = await app.inject({ method: 'POST', url: `/${query}`, payload });
    const { detail, errors } = answer.json();
    expect(detail).toBe(errors.map(({ message }: { message: string }) => message).join(' '));
    expect(answer.body).not.toContain('Canary');
    return [answer.statusCode, detail];
  };
  const good = { name: 'a', size: 1 };
  expect(await told({ name: 'a.Canary', size: 1 })).toEqual([
    422,
    'name is not as it has to be: letters alone.',
  ]);
  expect(await told({ name: 'a' })).toEqual([422, 'size is missing: bytes.']);
  expect(await told({ name: 'a', size: 0 })).toEqual([422, 'size must be 1 or more.']);
  expect(await told({ name: 'a', size: 'Canary' })).toEqual([422, 'size must be a whole number.']);
  expect(await told([])).toEqual([422, 'It must be an object.']);
  expect(await told({ ...good, more: 'Canary' })).toEqual([
    422,
    'There is a member that is not known here; leave it out.',
  ]);
  expect(await told(good, '?limit=0')).toEqual([400, 'limit must be 1 or more.']);
  expect(await told(good, '?limit=101')).toEqual([400, 'limit must be 100 or less.']);
  expect(await told(good, '?limit=Canary')).toEqual([400, 'limit must be a whole number.']);
});

test.each([
  ['too large', { 'content-type': 'application/json' }, `"${'x'.repeat(200)}"`, 413, 'E_TOO_LARGE'],
  ['of an unknown media type', { 'content-type': 'image/png' }, 'x', 415, 'E_MEDIA'],
  ['broken JSON', { 'content-type': 'application/json' }, `{"name": ${canary}`, 400, 'E_JSON'],
  ['empty', { 'content-type': 'application/json' }, '', 400, 'E_JSON'],
])('A body that is %s is answered as such', async (_what, headers, payload, status, code) => {
  const { app } = buildApp({ bodyLimit: 100 });
  app.post('/', async () => 'ok');
  const answer = await app.inject({ method: 'POST', url: '/', headers, payload });
  expect(answer.statusCode).toBe(status);
  expect(answer.json()).toMatchObject({ status, code });
  expect(answer.body).not.toContain(canary);
  if (status === 413) expect(answer.json().detail).toContain('100 bytes');
});

test('An unknown address is a problem+json 404', async () => {
  const { app } = buildApp();
  const answer = await app.inject('/nowhere');
  expect(answer.statusCode).toBe(404);
  expect(answer.json()).toMatchObject({ code: 'E_NOT_FOUND' });
});

test('A Retry-After that was set stays', async () => {
  const { app } = buildApp();
  app.get('/', async (_request, reply) => {
    reply.header('retry-after', '42');
    throw new UnavailableError();
  });
  expect((await app.inject('/')).headers['retry-after']).toBe('42');
});
