import { readFileSync } from 'node:fs';
import { LabSecureError } from '@labsecure/contracts/errors';
import { isError } from '@labsecure/contracts/problem';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { damaged, damagesOf } from '../../test/any-canonical.ts';
import { chunksOf, collect, tableOf } from '../../test/table.ts';
import type { RegisteredPatient } from './patient.ts';
import { printPatients } from './print-patients.ts';
import { type RegistryRow, streamPatients } from './stream-patients.ts';

const names = 'patient_id,first_name,last_name,date_of_birth,gender,medical_record_number';
const john = 'P123456,John,Smith,1985-03-15,male,MRN-1';
const read = (rows: string[], header = names, size = 11): Promise<RegistryRow[]> =>
  collect(streamPatients(chunksOf(tableOf(rows, header), size)));
const told = (rows: RegistryRow[]): string[] =>
  rows.map(({ row, patient, problems }) =>
    [row, patient ? 'ok' : 'refused', ...problems.map(({ code, pointer }) => `${code} ${pointer}`)].join(' '),
  );

test('When a registry comes, then each row is a patient, normalised', async () => {
  expect(await read([john, 'P2,"Li, Anna",Chen,1995-02-14,F,'])).toEqual([
    {
      row: 2,
      patient: {
        patient_id: 'P123456',
        first_name: 'John',
        last_name: 'Smith',
        date_of_birth: '1985-03-15',
        gender: 'M',
        medical_record_number: 'MRN-1',
      },
      problems: [],
    },
    {
      row: 3,
      patient: {
        patient_id: 'P2',
        first_name: 'Li, Anna',
        last_name: 'Chen',
        date_of_birth: '1995-02-14',
        gender: 'F',
      },
      problems: [],
    },
  ]);
});

test('When names of columns differ in case, order and delimiter, and there is a byte order mark, then it is read', async () => {
  const rows = await read(['F;Maria;P1;1990-07-22;Garcia'], '\uFEFFGender;First Name;PatientID;DOB;LASTNAME');
  expect(told(rows)).toEqual(['2 ok']);
});

test.each([
  ['too few cells', 'P1,John,Smith', 'E_CSV_ROW /2'],
  ['no id', ',John,Smith,1985-03-15,M,', 'E_REQUIRED /2/patient_id'],
  ['no name', 'P1,,,1985-03-15,M,', 'E_REQUIRED /2/last_name'],
  ['an id that is none', 'P 1,John,Smith,1985-03-15,M,', 'E_VALUE /2/patient_id'],
  ['a rounded id', '1.2E+11,John,Smith,1985-03-15,M,', 'E_SPREADSHEET /2/patient_id'],
  ['a rounded number', 'P1,John,Smith,1985-03-15,M,1.2E+11', 'E_SPREADSHEET /2/medical_record_number'],
  ['a date that may be two', 'P1,John,Smith,03/04/1985,M,', 'E_DEMOGRAPHICS /2/date_of_birth'],
  ['a date that never was', 'P1,John,Smith,1985-02-30,M,', 'E_DEMOGRAPHICS /2/date_of_birth'],
  ['a sex that is none', 'P1,John,Smith,1985-03-15,blue,', 'E_DEMOGRAPHICS /2/gender'],
  ['a formula', 'P1,=cmd(),Smith,1985-03-15,M,', 'E_CSV_FORMULA /2/first_name'],
  ['a name a spreadsheet would run', 'P1,@SUM(A1),Smith,1985-03-15,M,', 'E_CSV_FORMULA /2/first_name'],
  ['a name that begins with a sign', 'P1,-1+2,Smith,1985-03-15,M,', 'E_CSV_FORMULA /2/first_name'],
  ['control characters', 'P1,Jo\u0007hn,Smith,1985-03-15,M,', 'E_CHARACTERS /2/first_name'],
  ['a long name', `P1,${'x'.repeat(101)},Smith,1985-03-15,M,`, 'E_TOO_LONG /2/first_name'],
])('When a row has %s, then it is refused with its place, and the next is not', async (_what, row, error) => {
  const rows = await read([row, john]);
  expect(told(rows)).toEqual([`2 refused ${error}`, '3 ok']);
  expect(rows[0]?.problems[0]?.message).not.toMatch(/John|1985|blue/);
});

test('When there is no date of birth, then it is taken with a remark', async () => {
  expect(told(await read(['P1,John,Smith,,M,']))).toEqual(['2 ok W_DEMOGRAPHICS /2/date_of_birth']);
});

test('When a patient stands there twice, then the second is taken only if it says the same', async () => {
  const rows = await read([john, john.replace('male', 'M'), john.replace('Smith', 'Smyth')]);
  expect(told(rows)).toEqual(['2 ok', '3 ok', '4 refused E_PATIENT_REPEATED /4']);
});

test('When a missing quote swallows a row, then it is not taken for one row', async () => {
  const rows = await read(['P1,John,"Smith,1985-03-15,M,', 'P2,A,B,1985-03-15,M,', 'P3,"C,D,1985-03-15,M,']);
  expect(told(rows).filter((line) => line.includes('ok'))).toEqual([]);
});

test('When rows come, then patients are there before the last byte', async () => {
  let sent = 0;
  async function* slow(): AsyncIterable<Uint8Array> {
    for await (const chunk of chunksOf(
      tableOf(
        Array.from({ length: 9000 }, (_, at) => `P${at},A,B,1985-03-15,M,`),
        names,
      ),
      4096,
    )) {
      sent += chunk.length;
      yield chunk;
    }
  }
  for await (const { row } of streamPatients(slow())) {
    expect(row).toBe(2);
    break;
  }
  expect(sent).toBeLessThan(100_000);
});

test.each([
  ['a column is missing', 'patient_id,first_name,date_of_birth\nP1,A,2000-01-01\n', 'E_CSV_HEADER'],
  ['a column stands twice', `${names},DOB\n`, 'E_CSV_HEADER'],
  ['a quote is never closed', tableOf(['P1,"A,B,2000-01-01,M,'], names), 'E_CSV'],
  ['it is no CSV', '{}', 'E_CSV_HEADER'],
  ['most rows cannot be read', tableOf(Array(10_001).fill('P1'), names), 'E_CSV'],
])('When %s, then the file is refused', async (_what, text, code) => {
  await expect(collect(streamPatients(chunksOf(text, 999)))).rejects.toMatchObject({ code });
});

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const word = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 10 })
  .map((text) => text.trim())
  .filter((text) => text !== '' && !/\p{Cc}|^[=@+#-]/u.test(text));
const anyPatient = fc
  .record({
    patient_id: fc.stringMatching(/^[A-Z][A-Za-z0-9._:-]{0,20}$/),
    first_name: maybe(word),
    last_name: word,
    date_of_birth: maybe(fc.constantFrom('1985-03-15', '2000-02-29')),
    gender: maybe(fc.constantFrom('M', 'F', 'O', 'U')),
    medical_record_number: maybe(fc.stringMatching(/^MRN[0-9]{1,9}$/)),
  })
  .map((patient) => JSON.parse(JSON.stringify(patient)) as RegisteredPatient);

test('Whatever the patients, then they come back the same when they are written down and read again', async () => {
  const unique = fc.uniqueArray(anyPatient, { selector: ({ patient_id }) => patient_id, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(unique, fc.integer({ min: 1, max: 99 }), async (patients, size) => {
      const text = (await collect(printPatients(patients))).join('');
      const rows = await collect(streamPatients(chunksOf(text, size)));
      expect(rows.map(({ patient }) => patient)).toEqual(patients);
    }),
    { numRuns: 300 },
  );
});

test('Whatever happens to the bytes, then rows are read or refused with a reason, and every id stands in the bytes', async () => {
  const original = Buffer.from(
    tableOf([john, 'P2,"Li, Anna",Chen,1995-02-14,F,', 'P3,A,B,2000-01-01,U,M3'], names),
  );
  await fc.assert(
    fc.asyncProperty(damagesOf(original.length, ['"', ',', ';', '\n', '\r', '=', '1']), async (all) => {
      const bytes = damaged(original, all);
      try {
        for await (const { patient, problems } of streamPatients(chunksOf(bytes, 13))) {
          expect(patient === undefined).toBe(problems.some(isError));
          if (patient) expect(bytes.toString()).toContain(patient.patient_id);
        }
      } catch (error) {
        if (!(error instanceof LabSecureError)) throw error;
        expect(['E_CSV', 'E_CSV_HEADER', 'E_CHARSET']).toContain(error.code);
      }
    }),
    { numRuns: 500 },
  );
});

test('When the public registry sample comes, then all its patients are read', async () => {
  const folder = new URL('../../test/fixtures/patient-registry/', import.meta.url);
  const rows = await collect(
    streamPatients(chunksOf(readFileSync(new URL('synthea_patients.csv', folder)), 1000)),
  );
  const good = rows.filter(({ patient }) => patient !== undefined).length;
  const codes = [...new Set(rows.flatMap(({ problems }) => problems.map(({ code }) => code)))];
  const line = ['synthea_patients.csv', 'accepted', `${good} of ${rows.length}`, codes.join(' ') || '-'].join(
    '\t',
  );
  expect(readFileSync(new URL('outcomes.tsv', folder), 'utf8').trim().split('\n').slice(1)).toEqual([line]);
});
