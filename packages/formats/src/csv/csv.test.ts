import { expect, test } from 'vitest';
import { smallLab, tableOf } from '../../test/table.ts';
import type { Entry, LabProfile } from '../profile.ts';
import { readCsv } from './csv.ts';

const read = (text: string, profile: LabProfile = smallLab): Entry[] => readCsv(text, profile).entries;
const wbc = 'P456789,SMALL001,2024-01-15,WBC,"White Blood Cell Count",7.5,"10^3/uL","4.5-11.0"';
const only = (entries: Entry[]) => {
  expect(entries.map(({ problems }) => problems)).toEqual([expect.anything()]);
  const [entry] = entries;
  if (entry?.report === undefined) throw new Error(JSON.stringify(entry));
  return { ...entry, report: entry.report };
};
const sents = (entries: Entry[]): (string[] | undefined)[] =>
  entries.map(({ report }) => report?.observations.map(({ code, value }) => `${code} ${value.sent}`));

test('When the documented example comes, then it is one result with the places of all it says', () => {
  expect(only(read(tableOf([wbc])))).toEqual({
    report: {
      patient: { id: 'P456789' },
      lab_id: 'SMALL001',
      panel: { id: 'other' },
      status: 'final',
      collected_at: '2024-01-15T00:00:00-05:00',
      reported_at: '2024-01-15T00:00:00-05:00',
      notes: [],
      observations: [
        {
          pointer: '/2',
          code: 'WBC',
          name: 'White Blood Cell Count',
          value: { kind: 'quantity', number: 7.5, sent: '7.5' },
          unit: '10^3/uL',
          range: '4.5-11.0',
          notes: [],
        },
      ],
      pointers: {
        collected_at: '/2/TestDate',
        reported_at: '/2/TestDate',
        members: { code: '/TestCode', value: '/Value', unit: '/Unit', range: '/RefRange' },
      },
    },
    problems: [
      {
        pointer: '/2/TestDate',
        code: 'W_TZ_ASSUMED',
        message: 'Row 2, TestDate: no time zone; America/New_York assumed from the lab profile.',
      },
    ],
    row: 2,
    slice: Buffer.from(tableOf([wbc])),
  });
});

test.each([
  ['semicolons', 'PatientID;TestDate;Code;Value\nP1;2024-01-15T10:30Z;WBC;7.5\n'],
  ['tabs', 'PatientID\tTestDate\tCode\tValue\nP1\t2024-01-15T10:30Z\tWBC\t7.5\n'],
  ['CRLF', 'PatientID,TestDate,Code,Value\r\nP1,2024-01-15T10:30Z,WBC,7.5\r\n'],
  ['CR', 'PatientID,TestDate,Code,Value\rP1,2024-01-15T10:30Z,WBC,7.5\r'],
  ['no last line end', 'PatientID,TestDate,Code,Value\nP1,2024-01-15T10:30Z,WBC,7.5'],
  ['other case and order', 'VALUE,test_date,Patient ID,tEsT cOdE\n7.5,2024-01-15T10:30Z,P1,WBC\n'],
  ['synonyms', 'Result,Date,Pat-ID,Analyte\n7.5,2024-01-15T10:30Z,P1,WBC\n'],
  ['CDISC names', 'LBORRES,LBDTC,USUBJID,LBTESTCD\n7.5,2024-01-15T10:30Z,P1,WBC\n'],
  ['blank lines and cells', '\nPatientID,TestDate,Code,Value\n\nP1,2024-01-15T10:30Z,WBC,7.5\n,,,\n'],
  ['columns without a name', 'PatientID,TestDate,Code,Value,,\nP1,2024-01-15T10:30Z,WBC,7.5,,\n'],
  ['unknown columns', 'Color,PatientID,TestDate,Code,Value\nred,P1,2024-01-15T10:30Z,WBC,7.5\n'],
  ['quotes', '"PatientID","TestDate","Code","Value"\n"P1","2024-01-15T10:30Z","WBC","7.5"\n'],
])('When a file is written with %s, then it says the same', (_how, text) => {
  const { report, problems } = only(read(text));
  expect(report).toMatchObject({
    patient: { id: 'P1' },
    lab_id: 'SMALL001',
    collected_at: '2024-01-15T10:30:00Z',
  });
  expect(sents([{ report, problems }])).toEqual([['WBC 7.5']]);
  expect(problems).toEqual([]);
});

test('When rows of several results are mixed, then each result has its rows in order, and its own bytes', () => {
  const names = 'PatientID,TestDate,Accession,Panel,Code,Value';
  const rows = [
    'P1,2024-01-15T10:30Z,A1,CBC,WBC,7.5',
    'P2,2024-01-15T10:30Z,A2,CBC,WBC,6.5',
    'P1,2024-01-15T10:30Z,A1,cbc,HGB,13.5',
    'P1,2024-01-15T10:30Z,A1,Lipid Panel,CHOL,200',
  ];
  const entries = read(tableOf(rows, names));
  expect(sents(entries)).toEqual([['WBC 7.5', 'HGB 13.5'], ['WBC 6.5'], ['CHOL 200']]);
  expect(entries.map(({ report }) => report?.panel)).toEqual([{ id: 'cbc' }, { id: 'cbc' }, { id: 'lipid' }]);
  expect(entries.map(({ slice }) => Buffer.from(slice ?? []).toString())).toEqual([
    tableOf([rows[0] ?? '', rows[2] ?? ''], names),
    tableOf([rows[1] ?? ''], names),
    tableOf([rows[3] ?? ''], names),
  ]);
  expect(entries.map(({ row }) => row)).toEqual([2, 3, 5]);
});

test('When everything is said, then everything is read', () => {
  const names =
    'PatientID,First Name,Last Name,DOB,Gender,LabName,Accession,Panel,Collected At,Reported At,Status,Physician,NPI,Specimen,LOINC,Code,Value,RangeLow,RangeHigh,Flag,Comment';
  const row =
    'P1,Maria,Garcia,1990-07-22,female,Small Lab,A1,Iron studies,2024-01-15T08:00Z,2024-01-15T10:30Z,C,Dr. Johnson,1234567890,serum,2498-4,FE,100,60,170,high,"hemolysed,\nslightly"';
  expect(only(read(tableOf([row], names))).report).toMatchObject({
    patient: { id: 'P1', name: 'Maria Garcia', birth_date: '1990-07-22', sex: 'F' },
    lab_name: 'Small Lab',
    accession_number: 'A1',
    panel: { id: 'other', name: 'Iron studies' },
    status: 'corrected',
    collected_at: '2024-01-15T08:00:00Z',
    reported_at: '2024-01-15T10:30:00Z',
    ordering_provider: { name: 'Dr. Johnson', npi: '1234567890' },
    specimen: 'serum',
    observations: [
      {
        code: '2498-4',
        code_system: 'http://loinc.org',
        range: '60 - 170',
        flag: 'H',
        notes: ['hemolysed,\nslightly'],
      },
    ],
    pointers: { collected_at: '/2/Collected At', members: { code: '/LOINC', range: '/RangeLow', unit: '' } },
  });
});

test('When rows of a result spell its panel and the sex differently, then they still agree', () => {
  const names = 'PatientID,TestDate,Panel,Sex,Code,Value';
  const rows = ['CBC,F,WBC,7.5', 'Complete Blood Count,female,HGB,13'].map(
    (rest) => `P1,2024-01-15T10:30Z,${rest}`,
  );
  expect(only(read(tableOf(rows, names))).report).toMatchObject({
    panel: { id: 'cbc' },
    patient: { sex: 'F' },
  });
});

test('When a single value is cancelled, then it says so and the result keeps its status', () => {
  const names = 'PatientID,TestDate,Code,Value,Status';
  const entries = read(
    tableOf(['P1,2024-01-15T10:30Z,K,,cancelled', 'P1,2024-01-15T10:30Z,NA,140,final'], names),
  );
  expect(only(entries).report).toMatchObject({
    status: 'final',
    observations: [{ code: 'K', status: 'cancelled', value: { kind: 'text', sent: '' } }, { code: 'NA' }],
  });
});

test('When rows of a result were reported one after the other, then the last time counts', () => {
  const names = 'PatientID,TestDate,ResultDate,Code,Value';
  const rows = ['K,4', 'NA,140', 'CL,100'].map(
    (value, at) => `P1,2024-01-15T08:00Z,2024-01-15T1${[1, 3, 2][at]}:00Z,${value}`,
  );
  expect(only(read(tableOf(rows, names))).report).toMatchObject({
    reported_at: '2024-01-15T13:00:00Z',
    pointers: { reported_at: '/3/ResultDate' },
  });
});

test.each([
  ['MM/DD/YYYY', '2/26/2024', '2024-02-26T00:00:00-05:00'],
  ['DD/MM/YYYY', '26/02/2024 14:05', '2024-02-26T14:05:00-05:00'],
  ['DD.MM.YYYY', '26.02.2024', '2024-02-26T00:00:00-05:00'],
  ['YYYYMMDD', '20240226', '2024-02-26T00:00:00-05:00'],
  ['MM/DD/YYYY', '02/26/2024 12:05 AM', '2024-02-26T00:05:00-05:00'],
] as const)('When the profile knows %s, then %s is read', (format, text, at) => {
  const profile = { ...smallLab, quirks: { date_formats: [format] } };
  const entries = read(`PatientID,Date,Code,Value\nP1,${text},WBC,7.5\n`, profile);
  expect(only(entries).report.collected_at).toBe(at);
});

test('When an exporter wrote NA, then it is nothing in a unit and sodium in a code', () => {
  const names = 'PatientID,TestDate,Code,Value,Unit,RangeLow,RangeHigh,Flag';
  const { report } = only(read(tableOf(['P1,2024-01-15T10:30Z,NA,140,NA,NA,145,NA'], names)));
  expect(report.observations).toEqual([
    { pointer: '/2', code: 'NA', value: expect.anything(), range: '<=145', notes: [] },
  ]);
});

test('When text could be run by a spreadsheet, then it is kept with a remark', () => {
  const { report, problems } = only(read(tableOf(['P1,,2024-01-15T10:30Z,X,@SUM(A1),+,,'])));
  expect(report.observations[0]).toMatchObject({ name: '@SUM(A1)', value: { kind: 'text', sent: '+' } });
  expect(problems.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual(['W_CSV_FORMULA /2/TestName']);
});
