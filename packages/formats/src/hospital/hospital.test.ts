import { readdirSync, readFileSync } from 'node:fs';
import { ownCodes } from '@labsecure/contracts/canonical-report';
import { LabSecureError } from '@labsecure/contracts/errors';
import { isError } from '@labsecure/contracts/problem';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { damaged, damagesOf } from '../../test/any-canonical.ts';
import { thrownBy } from '../../test/native.ts';
import { codesOf, outcomeOf } from '../../test/table.ts';
import { textOf } from '../text.ts';
import { looksLikeHospital, readHospital } from './hospital.ts';

const profile = { lab_id: 'HOSP001', time_zone: 'America/New_York', received_at: '2024-01-16T00:00:00Z' };
const folder = new URL('../../test/fixtures/hospital/', import.meta.url);
const example = readFileSync(new URL('formats-example.json', folder), 'utf8');
const read = (body: object | string) =>
  readHospital(typeof body === 'string' ? body : JSON.stringify(body), profile);
const blood = { patient_id: 1001, sample_id: 77, result: 'Hemoglobin 13.2 g/dL' };
const errorsOf = (body: object | string): string[] => {
  const { entries, problems } = read(body);
  expect(entries.every(({ report }) => report === undefined)).toBe(true);
  return [...problems, ...entries.flatMap((entry) => entry.problems)]
    .filter(isError)
    .map(({ code, pointer }) => `${code} ${pointer}`);
};

test('When the documented example comes, then its result is shown as text, dated by its receipt with a remark', () => {
  expect(read(example)).toEqual({
    entries: [
      {
        report: {
          patient: { id: '1001' },
          lab_id: 'HOSP001',
          accession_number: '77',
          panel: { id: 'other' },
          status: 'final',
          collected_at: '2024-01-16T00:00:00Z',
          reported_at: '2024-01-16T00:00:00Z',
          notes: [],
          observations: [
            {
              pointer: '/result',
              code: 'result',
              code_system: ownCodes,
              value: { kind: 'text', sent: 'Hemoglobin 13.2 g/dL' },
              notes: [],
            },
          ],
          pointers: {},
        },
        problems: [
          {
            pointer: '/test_date',
            code: 'W_DATE_ASSUMED',
            message: 'test_date: no date; the time of receipt was taken.',
          },
        ],
      },
    ],
    problems: [],
  });
});

test('When the result is a number as text, then it stays a text; when ids are long, then no digit is lost', () => {
  const text = '{"patient_id": 12345678901234567890, "sample_id": 7, "result": "13.2"}';
  expect(read(text).entries[0]?.report).toMatchObject({
    patient: { id: '12345678901234567890' },
    observations: [{ value: { kind: 'text', sent: '13.2' } }],
  });
});

test('When the file holds a date, then that counts', () => {
  const { entries } = read({ ...blood, test_date: '2024-01-15T10:30:00Z', lab_id: 'HOSP001' });
  expect(entries[0]).toMatchObject({ report: { collected_at: '2024-01-15T10:30:00Z' }, problems: [] });
});

test('When nobody says when the body came, then a file without a date is refused', () => {
  const { entries } = readHospital(example, { lab_id: 'HOSP001', time_zone: 'UTC' });
  expect(entries[0]?.problems.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
    'E_REQUIRED /test_date',
  ]);
});

test.each([
  ['no patient', { sample_id: 77, result: 'x' }, 'E_REQUIRED /patient_id'],
  ['no sample', { patient_id: 1, result: 'x' }, 'E_REQUIRED /sample_id'],
  ['no result', { patient_id: 1, sample_id: 77 }, 'E_REQUIRED /result'],
  ['a patient as text', { ...blood, patient_id: '1001' }, 'E_TYPE /patient_id'],
  ['a sample as null', { ...blood, sample_id: null }, 'E_TYPE /sample_id'],
  ['a patient with a fraction', { ...blood, patient_id: 1.5 }, 'E_VALUE /patient_id'],
  ['a negative patient', { ...blood, patient_id: -1 }, 'E_VALUE /patient_id'],
  ['a result as number', { ...blood, result: 13.2 }, 'E_TYPE /result'],
  ['a blank result', { ...blood, result: ' ' }, 'E_NO_VALUE /result'],
  ['a long result', { ...blood, result: 'x'.repeat(4001) }, 'E_TOO_LONG /result'],
  ['control characters', { ...blood, result: 'a\u0000b' }, 'E_CHARACTERS /result'],
  ['an empty key', { ...blood, '': 1 }, 'E_KEY /'],
  ['a date that never was', { ...blood, test_date: '2024-02-30' }, 'E_DATE /test_date'],
])('When there is %s, then it is refused with its place', (_what, body, error) => {
  expect(errorsOf(body)).toEqual([error]);
});

test('When the body is no object, then it is refused; when it is no JSON, too', () => {
  expect(errorsOf('[1]')).toEqual(['E_TYPE ']);
  expect(thrownBy(() => read('{')).code).toBe('E_JSON');
});

test('When the body names another lab, then it is forbidden', () => {
  expect(thrownBy(() => read({ ...blood, lab_id: 'LAB002' })).code).toBe('E_FORBIDDEN');
});

test('When JSON is looked at, then hospital files are told from the native format, right or wrong', () => {
  const looks = [blood, { patient_id: 1, result: '' }, { sample_id: null }].map(looksLikeHospital);
  expect(looks).toEqual([true, true, true]);
  const others = [
    { ...blood, results: [] },
    { ...blood, test_type: 'other' },
    { patient_id: 1 },
    [],
    null,
    'result',
  ];
  expect(others.map(looksLikeHospital)).toEqual(others.map(() => false));
});

test('Whatever happens to the bytes, then they are read or refused with a reason, and the result stands in the bytes', () => {
  const original = Buffer.from(JSON.stringify({ ...blood, ward: 'B' }));
  const pieces = ['"', '{', '}', '[', ',', ':', '1', '.', 'e9', '-', 'null'];
  fc.assert(
    fc.property(damagesOf(original.length, pieces), (all) => {
      const bytes = damaged(original, all);
      try {
        for (const { report, problems } of read(textOf(bytes)).entries) {
          expect(report === undefined).toBe(problems.some(isError));
          if (report) expect(bytes.toString()).toContain(report.patient.id);
        }
      } catch (error) {
        if (!(error instanceof LabSecureError)) throw error;
        expect(['E_JSON', 'E_EMPTY', 'E_CHARSET']).toContain(error.code);
      }
    }),
    { numRuns: 800 },
  );
});

test('Every sample has the outcome that is written down', () => {
  const expected = readFileSync(new URL('outcomes.tsv', folder), 'utf8').trim().split('\n').slice(1);
  const outcome = (file: string): string => {
    const text = readFileSync(new URL(file, folder), 'utf8');
    if (!looksLikeHospital(JSON.parse(text))) return `${file}\tnot a hospital file\t0 of 0\t-`;
    const { entries } = read(text);
    return `${file}\t${outcomeOf(entries, codesOf(entries))}`;
  };
  expect(
    readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .map(outcome)
      .sort(),
  ).toEqual(expected);
});
