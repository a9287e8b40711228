import { type LocalCloud, startLocalCloud } from '@labsecure/local-cloud/cloud';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aBody } from './testing/bodies.ts';
import { type IngestWorld, startIngestWorld } from './testing/ingest-world.ts';

let cloud: LocalCloud;
let ingest: IngestWorld;
beforeAll(async () => {
  cloud = await startLocalCloud();
  ingest = await startIngestWorld(cloud);
});
afterAll(async () => {
  await ingest.stop();
  await cloud.close();
});

const hgb = (over: Record<string, unknown>) => ({
  results: [{ test_code: 'HGB', test_name: 'Hemoglobin', value: 13.2, unit: 'g/dL', ...over }],
});
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
const without = (key: string): Record<string, unknown> => {
  const { [key]: _left, ...rest } = aBody() as Record<string, unknown>;
  return rest;
};

interface Case {
  when: string;
  body: string | Buffer | object;
  headers?: Record<string, string>;
  status: number;
  errors: { code: string; pointer: string }[];
}
const refused = (when: string, body: Case['body'], code: string, pointer = '', status = 422): Case => ({
  when,
  body,
  status,
  errors: [{ code, pointer }],
});

const cases: Case[] = [
  refused('the body is empty', '', 'E_EMPTY', '', 400),
  refused('the body is only whitespace', ' \n\t ', 'E_EMPTY', '', 400),
  refused('the body is cut off', '{"patient_id": "P123456", "results": [', 'E_JSON', '', 400),
  refused('something follows the body', `${JSON.stringify(aBody())}{}`, 'E_JSON', '', 400),
  refused('a key appears twice', '{"patient_id": "P1", "patient_id": "P2"}', 'E_JSON', '/patient_id', 400),
  refused('bytes are not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), 'E_CHARSET', '', 400),
  ...['patient_id', 'lab_id', 'test_type', 'test_date', 'results'].map((key) =>
    refused(`${key} is missing`, without(key), 'E_REQUIRED', `/${key}`),
  ),
  refused('there are no results', aBody({ results: [] }), 'E_REQUIRED', '/results'),
  refused('a result has no code', aBody({ results: [{ value: 1 }] }), 'E_REQUIRED', '/results/0/test_code'),
  refused('the test type is not known', aBody({ test_type: 'horoscope' }), 'E_TEST_TYPE', '/test_type'),
  refused('the status is not known', aBody({ status: 'HM' }), 'E_STATUS', '/status'),
  refused('a date is impossible', aBody({ test_date: '2024-02-30T10:00:00Z' }), 'E_DATE', '/test_date'),
  refused('the date lies in the future', aBody({ test_date: inDays(3) }), 'E_DATE_ORDER', '/test_date'),
  refused(
    'the date of birth is none',
    aBody({ patient: { date_of_birth: '196203520' } }),
    'E_DEMOGRAPHICS',
    '/patient/date_of_birth',
  ),
  refused('the sex is none', aBody({ patient: { sex: 'SEX' } }), 'E_DEMOGRAPHICS', '/patient/sex'),
  refused(
    'code and name are two analytes',
    aBody({ results: [{ test_code: '789-8', test_name: 'Platelets', value: 250, unit: '10^3/uL' }] }),
    'E_CODE_NAME_MISMATCH',
    '/results/0/test_code',
  ),
  refused('a unit is missing', aBody(hgb({ unit: undefined })), 'E_UNIT_MISSING', '/results/0/unit'),
  refused('a unit is of another kind', aBody(hgb({ unit: 'mL' })), 'E_UNIT_KIND', '/results/0/unit'),
  refused(
    'a value is not possible in that unit',
    aBody(hgb({ value: 12.5, unit: 'g/mL' })),
    'E_IMPLAUSIBLE',
    '/results/0/value',
  ),
  refused('a concentration is negative', aBody(hgb({ value: -1 })), 'E_NEGATIVE', '/results/0/value'),
  refused('a final value is empty', aBody(hgb({ value: '' })), 'E_NO_VALUE', '/results/0/value'),
  refused(
    'an analyte appears twice with different values',
    aBody({ results: [...hgb({}).results, ...hgb({ value: 9 }).results] }),
    'E_DUPLICATE_RESULT',
    '/results/1',
  ),
  refused(
    'a result could not be kept as one',
    aBody({
      test_type: 'other',
      results: Array.from({ length: 900 }, (_, index) => ({ test_code: `X${index}`, value: 'words' })),
    }),
    'E_TOO_LARGE',
  ),
  {
    ...refused('the media type is another', aBody(), 'E_MEDIA', '', 415),
    headers: { 'content-type': 'text/plain' },
  },
  {
    ...refused('the charset is another', aBody(), 'E_MEDIA', '', 415),
    headers: { 'content-type': 'application/json; charset=iso-8859-1' },
  },
  {
    ...refused('the body is compressed', aBody(), 'E_MEDIA', '', 415),
    headers: { 'content-encoding': 'gzip' },
  },
  {
    ...refused('the Idempotency-Key is malformed', aBody(), 'E_IDEMPOTENCY_KEY', '', 400),
    headers: { 'idempotency-key': 'two words' },
  },
];

test.each(cases)(
  'When $when, the answer is $status and names it, and nothing is stored',
  async ({ body, headers, status, errors }) => {
    const before = await ingest.storedKeys('LAB001');
    const answer = await ingest.post(body, headers);
    expect({ status: answer.statusCode, body: answer.json() }).toMatchObject({
      status,
      body: {
        status,
        errors: errors.map(({ code, pointer }) => ({
          code,
          pointer,
          message: expect.stringMatching(/\S/),
        })),
      },
    });
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(await ingest.storedKeys('LAB001')).toEqual(before);
    expect(await ingest.queue.take()).toEqual([]);
  },
);

test('When several things are wrong, each is named', async () => {
  const results = [
    { test_code: 'HGB', value: -1, unit: 'g/dL' },
    { test_code: 'WBC', value: 7.5 },
  ];
  const answer = await ingest.post(aBody({ results }));
  expect(answer.json().errors).toMatchObject([
    { code: 'E_NEGATIVE', pointer: '/results/0/value' },
    { code: 'E_UNIT_MISSING', pointer: '/results/1/unit' },
  ]);
});

test('When there is no media type, the answer is 415', async () => {
  const { authorization } = { authorization: `Bearer ${ingest.tokens.LAB001}` };
  const answer = await ingest.app.inject({
    method: 'POST',
    url: '/api/v1/ingest',
    headers: { authorization },
    payload: Buffer.from('{}'),
  });
  expect(answer.statusCode).toBe(415);
  expect(answer.json()).toMatchObject({ code: 'E_MEDIA' });
});

test('When the body is larger than 1 MiB, the answer is 413 and names the limit', async () => {
  const answer = await ingest.post(aBody({ notes: 'x'.repeat(1024 * 1024) }));
  expect(answer.statusCode).toBe(413);
  expect(answer.json()).toMatchObject({ code: 'E_TOO_LARGE', detail: expect.stringContaining('1048576') });
});

test.each<[string, Record<string, unknown>, string]>([
  ['the time has no zone', { test_date: '2024-01-15T10:30:00' }, 'W_TZ_ASSUMED'],
  ['a range is inverted', hgb({ reference_range: '16.0-12.0' }), 'W_RANGE_INVERTED'],
  [
    'the mark contradicts value and range',
    hgb({ reference_range: '12.0-16.0', is_abnormal: true }),
    'W_FLAG_MISMATCH',
  ],
  ['a test is not known', { results: [{ test_code: 'ZZTOP', value: 'seen' }] }, 'W_UNMAPPED_TEST'],
])('When %s, the result is taken with a warning that the status repeats', async (_when, over, code) => {
  const answer = await ingest.post(aBody(over));
  expect(answer.statusCode).toBe(202);
  const codes = (problems: { code: string }[]): string[] => problems.map((problem) => problem.code);
  expect(codes(answer.json().warnings)).toContain(code);
  const status = await ingest.status(answer.json().result_id);
  expect(codes(status.json().submissions[0].problems)).toContain(code);
});

test.each([
  { patient_id: 1001 },
  { extra: { anything: [1, 2] } },
  hgb({ value: '13.2' }),
  hgb({ value: '<0.01', unit: 'g/dL', reference_range: '' }),
  hgb({ value: 'UNABLE TO CALCULATE' }),
  hgb({ reference_range: '12 to 16', unit: 'G/DL' }),
])('A quirk of real senders is accepted: %j', async (over) => {
  expect((await ingest.post(aBody(over))).statusCode).toBe(202);
});
