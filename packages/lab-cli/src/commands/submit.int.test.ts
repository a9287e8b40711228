import { afterEach, beforeEach, expect, test } from 'vitest';
import { canary, csvBody, hl7Body, invalidNative, nativeBody } from '../../test/bodies.ts';
import { createLaboratory, type Laboratory } from '../../test/laboratory.ts';
import {
  accepted,
  problem,
  resultIdFor,
  type StubPlatform,
  startStubPlatform,
} from '../../test/stub-platform.ts';

let platform: StubPlatform;
let lab: Laboratory;
beforeEach(async () => {
  platform = await startStubPlatform();
  lab = await createLaboratory(platform.url);
});
afterEach(async () => {
  await platform.stop();
  await lab.remove();
});

test('When all files are taken, then each is sent once, byte for byte, and the exit code is 0', async () => {
  const body = nativeBody();
  const files = [
    await lab.put('a.json', body),
    await lab.put('b.hl7', hl7Body()),
    await lab.put('c.csv', csvBody()),
  ];
  const { code, out } = await lab.run(['submit', ...files]);
  expect(code).toBe(0);
  expect(out).toContain('3 sent');
  const [first, ...others] = platform.deliveries();
  expect(first?.body.toString()).toBe(body);
  expect(first?.headers).toMatchObject({
    authorization: 'Bearer token-1',
    'content-type': 'application/json',
  });
  expect(others.map(({ headers }) => headers['content-type'])).toEqual(['application/hl7-v2', 'text/csv']);
  expect(platform.asked).toBe(1);
});

test('When the same bytes are sent again under another name, then under the same Idempotency-Key', async () => {
  const body = nativeBody();
  await lab.run(['submit', await lab.put('a.json', body)]);
  await lab.run(['submit', await lab.put('b.json', body), await lab.put('c.json', nativeBody())]);
  const keys = platform.deliveries().map(({ headers }) => headers['idempotency-key']);
  expect(keys[0]).toMatch(/^[0-9a-f]{64}$/);
  expect(keys[1]).toBe(keys[0]);
  expect(keys[2]).not.toBe(keys[0]);
});

test('When a file cannot be valid, then it is not sent, its places are named and its values are not, and the code is 1', async () => {
  const { code, out } = await lab.run(['submit', await lab.put('a.json', invalidNative())]);
  expect(code).toBe(1);
  expect(out).toMatch(/^refused .*a\.json\n {3}\/results\/0\/value E_\w+ /);
  expect(out).not.toContain(canary);
  expect(platform.received).toEqual([]);
});

test('When the file names another laboratory, then it is not sent', async () => {
  const { code, out } = await lab.run(['submit', await lab.put('a.json', nativeBody({ lab_id: 'LAB002' }))]);
  expect(code).toBe(1);
  expect(out).toContain('E_FORBIDDEN');
  expect(platform.received).toEqual([]);
});

test('When a row is refused and others are taken, then the file is partly sent and the code is 1', async () => {
  const [ok, bad] = ['5', 'E_NO_VALUE'];
  platform.reply = ({ body }) => ({
    status: 202,
    body: {
      accepted: 1,
      refused: 1,
      results: [
        {
          row: 2,
          result_id: resultIdFor(body),
          submission_id: resultIdFor(body),
          status: 'RECEIVED',
          warnings: [],
        },
        {
          row: 3,
          status: 'REFUSED',
          errors: [{ pointer: '/3/Value', code: bad, message: 'There is no value.' }],
        },
      ],
    },
  });
  const { code, events } = await lab.run(['submit', '--json', await lab.put('a.csv', csvBody(ok))]);
  expect(code).toBe(1);
  expect(events()).toMatchObject([
    {
      event: 'file',
      outcome: 'partly',
      results: [{ row: 2 }],
      problems: [{ row: 3, pointer: '/3/Value', code: bad }],
    },
    { event: 'summary', partly: 1, exit_code: 1 },
  ]);
});

test('When --json is asked for, then every line is an object of this shape', async () => {
  const body = nativeBody();
  const file = await lab.put('a.json', body);
  const { events } = await lab.run(['--json', 'submit', file]);
  const [told, summary] = events();
  expect(told).toEqual({
    event: 'file',
    file,
    outcome: 'sent',
    media_type: 'application/json',
    digest: platform.deliveries()[0]?.headers['idempotency-key'],
    results: [{ result_id: resultIdFor(Buffer.from(body)) }],
    problems: [],
  });
  expect(summary).toEqual({ event: 'summary', sent: 1, exit_code: 0 });
});

test('When the platform answers 503 and then 202, then the same delivery is made twice and the file is sent', async () => {
  const answers = [problem(503, 'E_UNAVAILABLE'), problem(429, 'E_TOO_MANY')];
  platform.reply = (request) => answers.shift() ?? accepted(request);
  const { code } = await lab.run(['submit', await lab.put('a.json', nativeBody())]);
  expect(code).toBe(0);
  const deliveries = platform.deliveries();
  expect(deliveries).toHaveLength(3);
  expect(new Set(deliveries.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
});

test('When the platform asks for more time than there is patience, then the file is left unsent with code 3', async () => {
  platform.reply = () => ({
    ...problem(429, 'E_TOO_MANY'),
    headers: { 'content-type': 'application/problem+json', 'retry-after': '30' },
  });
  const started = performance.now();
  const { code } = await lab.run(['submit', '--retry-for', '25', await lab.put('a.json', nativeBody())]);
  expect(code).toBe(3);
  expect(platform.deliveries()).toHaveLength(1);
  expect(performance.now() - started).toBeLessThan(25_000);
});

test('When nobody listens, then no further file is tried and the code is 3', async () => {
  await platform.stop();
  const files = [await lab.put('a.json', nativeBody()), await lab.put('b.json', nativeBody())];
  const { code, events } = await lab.run(['submit', '--json', '--retry-for', '0', ...files]);
  expect(code).toBe(3);
  expect(events()).toMatchObject([
    { outcome: 'unreachable', detail: expect.stringContaining('ECONNREFUSED') },
    { outcome: 'unreachable', detail: expect.stringMatching(/^Not tried/) },
    { event: 'summary', unreachable: 2, exit_code: 3 },
  ]);
});

test('When one file makes the platform stumble, then the others are sent all the same', async () => {
  const bad = nativeBody();
  platform.reply = (request) =>
    request.body.toString() === bad ? problem(500, 'E_INTERNAL') : accepted(request);
  const files = [await lab.put('a.json', bad), await lab.put('b.json', nativeBody())];
  const { code, out } = await lab.run(['submit', '--retry-for', '0', ...files]);
  expect(code).toBe(3);
  expect(out).toMatch(/unreachable .*a\.json/);
  expect(out).toMatch(/sent .*b\.json/);
});

test('When a file is missing, then nothing at all is sent and the code is 2', async () => {
  const { code, err } = await lab.run(['submit', await lab.put('a.json', nativeBody()), lab.at('none.json')]);
  expect(code).toBe(2);
  expect(err).toContain('There is no file');
  expect(platform.received).toEqual([]);
});

test.each([
  ['a page of a proxy under 202', { status: 202, headers: { 'content-type': 'text/html' }, body: '<html>' }],
  ['a JSON object of others under 202', { status: 202, body: { ok: true } }],
  ['a 200', { status: 200, body: {} }],
  ['a redirection', { status: 302, headers: { location: 'http://127.0.0.1:9/' } }],
  ['a page of a proxy under 400', { status: 400, headers: { 'content-type': 'text/html' }, body: '<html>' }],
  ['a client that may not', problem(403, 'E_FORBIDDEN')],
])(
  'When the answer is %s, then the file counts as neither sent nor refused, and the code is 2',
  async (_what, reply) => {
    platform.reply = () => reply;
    const { code, events } = await lab.run(['submit', '--json', await lab.put('a.json', nativeBody())]);
    expect(code).toBe(2);
    expect(events()[0]).toMatchObject({ outcome: 'denied' });
  },
);

test('When there are several files and a terminal, then a bar shows how far it is and the lines come whole', async () => {
  const files = [await lab.put('a.json', nativeBody()), await lab.put('b.json', nativeBody())];
  const { out, err } = await lab.run(['submit', ...files], {}, true);
  expect(err).toContain('2/2 files');
  expect(out.match(/^sent /gm)).toHaveLength(2);
  expect((await lab.run(['submit', '--json', ...files], {}, true)).err).toBe('');
});

test('When there is one large file and a terminal, then a bar shows how much of it has left', async () => {
  const [head = '', row = ''] = csvBody().split('\r\n');
  const rows = Array.from({ length: 15_000 }, (_, index) => row.replace(/A-\d+-\d+/, `C-${index}`));
  const { code, err } = await lab.run(
    ['submit', await lab.put('a.csv', [head, ...rows].join('\r\n'))],
    {},
    true,
  );
  expect(code).toBe(0);
  expect(err).toContain('100%');
  expect(err).toContain('1/1 files');
});

test('When a name would steer the terminal, then it does not', async () => {
  const { out } = await lab.run(['submit', await lab.put('a\u001b[2J.json', nativeBody())]);
  expect(out).not.toContain('\u001b');
});

test('When the process is asked to end while waiting, then it ends at once and the file is unsent', async () => {
  const stopping = new AbortController();
  platform.reply = () => {
    setTimeout(() => stopping.abort(), 200);
    return problem(503, 'E_UNAVAILABLE');
  };
  const started = performance.now();
  const { code, out } = await lab.run(['submit', await lab.put('a.json', nativeBody())], {
    stopping: stopping.signal,
  });
  expect(code).toBe(3);
  expect(out).toContain('Stopped before another attempt.');
  expect(performance.now() - started).toBeLessThan(20_000);
});

test('When the process is asked to end while the platform thinks, then that is said, with code 3', async () => {
  const stopping = new AbortController();
  platform.reply = () => {
    stopping.abort();
    return new Promise(() => {});
  };
  const files = [await lab.put('a.json', nativeBody()), await lab.put('b.json', nativeBody())];
  const { code, out } = await lab.run(['submit', ...files], { stopping: stopping.signal });
  expect(code).toBe(3);
  expect(out).toMatch(/a\.json +Stopped before 127\.0\.0\.1:\d+ had answered\./);
  expect(out).toMatch(/b\.json +Not tried: Stopped/);
  expect(out).not.toContain('AbortError');
});
