import { NotFoundError } from '@labsecure/contracts/errors';
import type { Lab } from '@labsecure/contracts/labs';
import type { Submission } from '@labsecure/contracts/records';
import { expect, test } from 'vitest';
import { createReadStatus, type StatusPorts } from './read-status.ts';

type Found = Awaited<ReturnType<StatusPorts['submissionsOf']>>;

const resultId = 'b3b5f5b0-0000-5000-8000-000000000001';
const lab: Lab = { lab_id: 'LAB001', name: 'Quest', client_id: 'c1', time_zone: 'UTC', active: true };
const warning = { pointer: '/test_date', code: 'W_TZ_ASSUMED', message: 'no time zone' };

const submission = (over: Partial<Submission>): Submission => ({
  result_id: resultId,
  submission_id: 's1',
  lab_id: 'LAB001',
  lab_name: 'Quest',
  patient_id: 'P1',
  panel_name: 'CBC',
  raw_key: 'raw/k',
  media_type: 'application/json',
  time_zone: 'UTC',
  digest: 'd',
  received_at: '2024-01-15T11:00:00.000Z',
  warnings: [],
  ...over,
});

const ready = (patient_id: string): Found[number]['state'] => ({
  state: 'READY',
  problems: [],
  updated_at: '2024-01-15T11:00:01.000Z',
  patient_id,
});

const reader = (all: Found, looks: string[] = [], asked: string[] = []) =>
  createReadStatus({
    submissionsOf: async (id) => {
      asked.push(id);
      return all;
    },
    recordLook: async ({ patient_id }) => {
      looks.push(patient_id ?? 'nobody');
    },
  });

test('The newest submission comes first and gives the status', async () => {
  const updated_at = '2024-01-15T11:00:01.000Z';
  const answer = await reader([
    {
      submission: submission({ warnings: [warning] }),
      state: { state: 'READY', problems: [warning], updated_at },
    },
    { submission: submission({ submission_id: 's2', received_at: '2024-01-16T11:00:00.000Z' }) },
  ])(lab, resultId);
  expect(answer.status).toBe('RECEIVED');
  expect(answer.submissions.map(({ submission_id, status }) => [submission_id, status])).toEqual([
    ['s2', 'RECEIVED'],
    ['s1', 'READY'],
  ]);
  expect(answer.submissions[1]?.problems).toEqual([warning]);
});

test('Another lab, an unknown id and a malformed id are answered alike, and nobody is recorded as having looked', async () => {
  const looks: string[] = [];
  const others = reader([{ submission: submission({ lab_id: 'LAB002' }) }], looks);
  await expect(others(lab, resultId)).rejects.toStrictEqual(new NotFoundError());
  await expect(reader([], looks)(lab, resultId)).rejects.toStrictEqual(new NotFoundError());
  await expect(reader([], looks)(lab, 'x'.repeat(3000))).rejects.toStrictEqual(new NotFoundError());
  expect(looks).toEqual([]);
});

test('A malformed id never reaches the store', async () => {
  const asked: string[] = [];
  await expect(reader([], [], asked)(lab, '../../patients')).rejects.toThrow(NotFoundError);
  expect(asked).toEqual([]);
});

test('Each patient concerned has the look on record, before anything is shown', async () => {
  const looks: string[] = [];
  const moved = [
    { submission: submission({}), state: ready('P1') },
    { submission: submission({ submission_id: 's2', patient_id: 'P2' }), state: ready('P2') },
  ];
  await reader(moved, looks)(lab, resultId);
  expect(looks.sort()).toEqual(['P1', 'P2']);

  const unrecorded = createReadStatus({
    submissionsOf: async () => moved,
    recordLook: () => Promise.reject(new Error('audit is down')),
  });
  await expect(unrecorded(lab, resultId)).rejects.toThrow('audit is down');
});

test('Once it is decided whose it is, that patient has the look on record, whomever the lab named', async () => {
  const looks: string[] = [];
  await reader([{ submission: submission({}), state: ready('P7') }], looks)(lab, resultId);
  expect(looks).toEqual(['P7']);
});

test.each([undefined, 'PROCESSING', 'HELD', 'REJECTED', 'FAILED'] as const)(
  'While it is nobody’s (%s), the look is on record, and not with whom the lab named',
  async (state) => {
    const looks: string[] = [];
    const updated_at = '2024-01-15T11:00:01.000Z';
    const all: Found = [
      { submission: submission({}), ...(state && { state: { state, problems: [], updated_at } }) },
    ];
    await reader(all, looks)(lab, resultId);
    expect(looks).toEqual(['nobody']);
  },
);
