import type { Lab } from '@labsecure/contracts/labs';
import type { Submission } from '@labsecure/contracts/records';
import { expect, test } from 'vitest';
import { createReadHistory, type HistoryPorts } from './read-history.ts';

const lab: Lab = { lab_id: 'LAB001', name: 'Quest', client_id: 'c1', time_zone: 'UTC', active: true };
const submission = (over: Partial<Submission>): Submission => ({
  result_id: 'r1',
  submission_id: 's1',
  lab_id: 'LAB001',
  lab_name: 'Quest',
  patient_id: 'P1',
  panel_name: 'CBC',
  raw_key: 'raw/k',
  media_type: 'text/csv',
  time_zone: 'UTC',
  digest: 'd',
  received_at: '2024-01-15T11:00:00.000Z',
  warnings: [],
  ...over,
});
const of = (patient_id: string) => ({
  state: { state: 'READY' as const, problems: [], updated_at: '2024-01-15T11:00:01.000Z', patient_id },
});
const page: HistoryPorts['submissionsOfLab'] = async () => ({
  items: [
    { submission: submission({ submission_id: 's3' }), ...of('P1') },
    { submission: submission({ submission_id: 's2' }), ...of('P1') },
    { submission: submission({ submission_id: 's4', result_id: 'r2' }), ...of('P1') },
    { submission: submission({ submission_id: 's5', patient_id: 'P2', result_id: 'r3' }), ...of('P3') },
    { submission: submission({ submission_id: 's6', lab_id: 'LAB002', patient_id: 'P9' }), ...of('P9') },
    { submission: submission({ submission_id: 's7', result_id: 'r4' }) },
    { submission: submission({ submission_id: 's8', result_id: 'r4' }) },
    { submission: submission({ submission_id: 's9', result_id: 'r5' }) },
  ],
  after: 'next',
});

test('Each result on the page has a look on record, with whom it became and else with nobody, one after the other', async () => {
  const looks: string[] = [];
  const underWay = new Set<string>();
  const read = createReadHistory({
    submissionsOfLab: page,
    recordLook: async ({ patient_id, result_id }) => {
      const chain = patient_id ?? result_id;
      expect(underWay).not.toContain(chain);
      underWay.add(chain);
      await Promise.resolve();
      underWay.delete(chain);
      looks.push(`${patient_id} ${result_id}`);
    },
  });
  const { submissions, cursor } = await read(lab, { limit: 10 });
  expect(looks.sort()).toEqual(['P1 r1', 'P1 r2', 'P3 r3', 'undefined r4', 'undefined r5']);
  expect(submissions.map(({ submission_id }) => submission_id)).toEqual([
    's3',
    's2',
    's4',
    's5',
    's7',
    's8',
    's9',
  ]);
  expect(cursor).toBe('next');
});

test('When a look cannot be put on record, nothing is shown', async () => {
  const read = createReadHistory({
    submissionsOfLab: page,
    recordLook: () => Promise.reject(new Error('audit is down')),
  });
  await expect(read(lab, { limit: 10 })).rejects.toThrow('audit is down');
});

test('State, reason and what was found in processing are told beside the remarks of the receipt', async () => {
  const warning = { pointer: '/2', code: 'W_TZ_ASSUMED', message: 'no time zone' };
  const read = createReadHistory({
    submissionsOfLab: async () => ({
      items: [
        {
          submission: submission({ warnings: [warning] }),
          state: { state: 'FAILED', problems: [warning], reason: 'It was not processed.', updated_at: '' },
        },
      ],
    }),
    recordLook: async () => undefined,
  });
  expect((await read(lab, { limit: 10 })).submissions).toEqual([
    {
      result_id: 'r1',
      submission_id: 's1',
      received_at: '2024-01-15T11:00:00.000Z',
      media_type: 'text/csv',
      state: 'FAILED',
      problems: [warning],
      reason: 'It was not processed.',
    },
  ]);
});

test('Once it is decided whose it is, that patient has the look on record', async () => {
  const looks: string[] = [];
  const read = createReadHistory({
    submissionsOfLab: async () => ({
      items: [
        {
          submission: submission({}),
          state: { state: 'READY', problems: [], updated_at: '2024-01-15T11:00:01.000Z', patient_id: 'P7' },
        },
      ],
    }),
    recordLook: async ({ patient_id }) => void looks.push(patient_id ?? 'nobody'),
  });
  await read(lab, { limit: 10 });
  expect(looks).toEqual(['P7']);
});
