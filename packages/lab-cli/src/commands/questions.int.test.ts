import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLaboratory, type Laboratory } from '../../test/laboratory.ts';
import { problem, type Reply, type StubPlatform, startStubPlatform } from '../../test/stub-platform.ts';

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

const idOf = (number: number): string => `13b0e3ef-1ce5-5881-a95a-${String(number).padStart(12, '0')}`;
const received_at = '2024-01-15T11:02:17.451Z';

const statusOf = (status: string): Reply => ({
  status: 200,
  body: {
    result_id: idOf(1),
    status,
    submissions: [
      {
        submission_id: idOf(2),
        status,
        received_at,
        problems: [{ pointer: '/results/0', code: 'W_RANGE', message: 'A remark.' }],
      },
    ],
  },
});

test.each([
  ['READY', 0],
  ['RECEIVED', 0],
  ['HELD', 0],
  ['REJECTED', 1],
  ['FAILED', 1],
])('When a result is %s, then `status` says so and ends with %i', async (state, expected) => {
  platform.reply = () => statusOf(state);
  const { code, out } = await lab.run(['status', idOf(1)]);
  expect(code).toBe(expected);
  expect(out).toContain(`${idOf(1)}  ${state}\n${received_at}`);
  expect(out).toContain('/results/0 W_RANGE A remark.');
  expect(platform.received[0]?.path).toBe(`/api/v1/status/${idOf(1)}`);
});

test('When a result is held, then `status` and `history` say what that means', async () => {
  const sentence = 'waits for staff of the platform to say whose result it is; nothing has to be sent again';
  platform.reply = () => statusOf('HELD');
  expect((await lab.run(['status', idOf(1)])).out).toContain(sentence);
  platform.reply = ({ path }) => pageFrom(path, 1, 'HELD');
  expect((await lab.run(['history'])).out).toContain(`HELD        ${idOf(0)}  text/csv  It ${sentence}`);
});

test('When the platform knows no such result, then the code is 1; when the address is wrong, it is 2', async () => {
  platform.reply = () => problem(404, 'E_NOT_FOUND');
  expect(await lab.run(['status', idOf(1)])).toMatchObject({
    code: 1,
    out: 'You have sent no result of this id.\n',
  });
  platform.reply = () => ({ status: 404, headers: { 'content-type': 'text/html' }, body: '<html>' });
  expect((await lab.run(['status', '../submissions'])).code).toBe(2);
  expect(platform.received[1]?.path).toBe('/api/v1/status/..%2Fsubmissions');
});

const pageFrom = (path: string, total: number, state = 'READY', problems: object[] = []): Reply => {
  const query = new URL(path, 'http://127.0.0.1').searchParams;
  const [from, limit] = [Number(query.get('cursor') ?? 0), Number(query.get('limit'))];
  const to = Math.min(from + limit, total);
  const submissions = Array.from({ length: to - from }, (_, index) => ({
    result_id: idOf(from + index),
    submission_id: idOf(from + index),
    received_at,
    media_type: 'text/csv',
    state,
    problems,
  }));
  return { status: 200, body: { submissions, ...(to < total && { cursor: String(to) }) } };
};

test('When more is asked for than a page holds, then pages follow each other, and no more is asked than needed', async () => {
  platform.reply = ({ path }) => pageFrom(path, 1000);
  const { code, events } = await lab.run(['history', '--limit', '130', '--json']);
  expect(code).toBe(0);
  expect(events()).toHaveLength(130);
  expect(events()[129]).toEqual({
    event: 'submission',
    result_id: idOf(129),
    submission_id: idOf(129),
    received_at,
    media_type: 'text/csv',
    state: 'READY',
    problems: [],
  });
  expect(platform.received.map(({ path }) => path)).toEqual([
    '/api/v1/submissions?limit=100',
    '/api/v1/submissions?limit=30&cursor=100',
  ]);
});

test('When there is no more, then the history ends', async () => {
  platform.reply = ({ path }) => pageFrom(path, 3);
  const { out } = await lab.run(['history']);
  expect(out.trim().split('\n')).toHaveLength(3);
  expect(out).toContain(`${received_at}  READY       ${idOf(0)}  text/csv`);
});

test('When the platform stumbles once, then the question is asked again', async () => {
  const answers = [problem(503, 'E_UNAVAILABLE')];
  platform.reply = ({ path }) => answers.shift() ?? pageFrom(path, 1);
  expect((await lab.run(['history'])).code).toBe(0);
  await platform.stop();
  expect((await lab.run(['history', '--retry-for', '0'])).code).toBe(3);
});

test('When a submission has errors and remarks, then they are counted apart, with their codes', async () => {
  const said = (code: string) => ({ pointer: '/results/0', code, message: 'A sentence.' });
  const codes = ['W_RANGE', 'E_DATE', 'E_UNIT', 'E_DATE'];
  platform.reply = ({ path }) => pageFrom(path, 1, 'REJECTED', codes.map(said));
  expect((await lab.run(['history'])).out).toContain(
    'text/csv  3 errors (E_DATE, E_UNIT)  1 remark (W_RANGE)',
  );
});
