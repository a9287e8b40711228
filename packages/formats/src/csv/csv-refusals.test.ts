import { expect, test } from 'vitest';
import { thrownBy } from '../../test/native.ts';
import { smallLab, tableOf } from '../../test/table.ts';
import type { Entry, LabProfile } from '../profile.ts';
import { readCsv } from './csv.ts';

const names = 'PatientID,TestDate,Accession,Code,Value,Unit,RefRange,Notes';
const read = (rows: string[], header = names, profile: LabProfile = smallLab): Entry[] =>
  readCsv(tableOf(rows, header), profile).entries;
/** Of each entry: its first row, whether there is a report, and its errors. */
const told = (entries: Entry[]): string[] =>
  entries.map(({ row, report, problems }) => {
    const errors = problems.filter(({ code }) => code.startsWith('E_'));
    return [row, report ? 'ok' : 'refused', ...errors.map(({ code, pointer }) => `${code} ${pointer}`)].join(
      ' ',
    );
  });
const good = 'P1,2024-01-15T10:30Z,,K,4.1,mmol/L,,';
const at = '2024-01-15T10:30Z';

test.each([
  ['a code that is a date', `P1,${at},,1-Mar,4.1,,,`, 'E_SPREADSHEET /2/Code'],
  ['a code that is a full date', `P1,${at},,2024-03-01,4.1,,,`, 'E_SPREADSHEET /2/Code'],
  ['a range that is a date', `P1,${at},,K,4.1,,5-Jan,`, 'E_SPREADSHEET /2/RefRange'],
  ['a rounded accession number', `P1,${at},1.23E+05,K,4.1,,,`, 'E_SPREADSHEET /2/Accession'],
  ['a rounded patient id', `1.2E+11,${at},,K,4.1,,,`, 'E_SPREADSHEET /2/PatientID'],
  ["a spreadsheet's error", `P1,${at},,K,#DIV/0!,,,`, 'E_SPREADSHEET /2/Value'],
  ['a column too narrow', `P1,${at},,K,#####,,,`, 'E_SPREADSHEET /2/Value'],
  ['a formula', `P1,${at},,K,=A1*2,,,`, 'E_CSV_FORMULA /2/Value'],
  ['a formula as id', `="0012",${at},,K,4,,,`, 'E_CSV_FORMULA /2/PatientID'],
  ['a comma in a number', `P1,${at},,K,"4,1",,,`, 'E_DECIMAL /2/Value'],
  ['no number that can be held', `P1,${at},,K,1e999,,,`, 'E_VALUE /2/Value'],
  ['a number for a unit', `P1,${at},,K,4,1,,`, 'E_FIELD_SHIFT /2/Unit'],
  ['no value', `P1,${at},,K,,,,`, 'E_NO_VALUE /2/Value'],
  ['no code', `P1,${at},,,4.1,,,`, 'E_REQUIRED /2/Code'],
  ['an impossible date', 'P1,2024-02-30,,K,4.1,,,', 'E_DATE /2/TestDate'],
  ['a date of unknown format', 'P1,26/02/2024,,K,4.1,,,', 'E_DATE /2/TestDate'],
  ['a patient id that is not one', `P 1,${at},,K,4.1,,,`, 'E_VALUE /2/PatientID'],
  ['control characters', `P1,${at},,K\u0007,4.1,,,`, 'E_CHARACTERS /2/Code'],
  ['a value with control characters', `P1,${at},,K,4\u0007.1,,,`, 'E_CHARACTERS /2/Value'],
  ['a long unit', `P1,${at},,K,4.1,${'x'.repeat(65)},,`, 'E_TOO_LONG /2/Unit'],
])('When a row has %s, then it is refused with its place, and others are not', (_what, row, fault) => {
  const entries = read([row, good.replace('P1', 'P9')]);
  expect(entries[0]?.report).toBeUndefined();
  expect(told(entries)).toEqual([expect.stringContaining(`2 refused ${fault}`), '3 ok']);
  expect(JSON.stringify(entries[0]?.problems)).not.toContain('4.1');
});

test.each([
  ['Status', 'done', 'E_STATUS'],
  ['DOB', '31.31.1999', 'E_DEMOGRAPHICS'],
  ['Gender', 'blue', 'E_DEMOGRAPHICS'],
  ['IsAbnormal', 'perhaps', 'E_VALUE'],
])('When %s is %s, then the row is refused with %s', (column, value, code) => {
  const entries = read([`P1,${at},K,4.1,${value}`], `PatientID,TestDate,Code,Value,${column}`);
  expect(told(entries)).toEqual([`2 refused ${code} /2/${column}`]);
});

test('When a date could be two days, then it is refused, and where it can be one only it is read', () => {
  const profile: LabProfile = { ...smallLab, quirks: { date_formats: ['MM/DD/YYYY', 'DD/MM/YYYY'] } };
  const entries = read(
    ['P1,02/03/2024,,K,4.1,,,', 'P2,02/26/2024,,K,4.1,,,', 'P3,2/2/2024,,K,4.1,,,'],
    names,
    profile,
  );
  expect(told(entries)).toEqual(['2 refused E_DATE /2/TestDate', '3 ok', '4 ok']);
});

test('When one row of a result is bad, then the result is refused whole and says so, and others go through', () => {
  const entries = read([good, `P2,${at},,K,4.2,,,`, `P1,${at},,NA,"1,40",,,`]);
  expect(told(entries)).toEqual(['2 refused E_CSV_RESULT /2 E_DECIMAL /4/Value', '3 ok']);
  expect(entries[0]?.problems[0]?.message).toBe(
    'Rows 2, 4 are one result: it is refused whole, so that none of its values is missing.',
  );
});

test.each([
  ['too few cells', `P2,${at},,K`, '4 fields, expected 8.'],
  ['too many cells', `P2,${at},,K,4,1,mmol/L,3,5`, '9 fields, expected 8.'],
  ['a blank cell too many', `P2,${at},,K,4,1,,,`, '9 fields, expected 8.'],
  ['a broken quote', `P2,${at},,K,"4"1,mmol/L,,`, 'a cell goes on behind its closing quote'],
  ['no patient', `,${at},,K,4.1,,,x`, 'there is no patient id'],
  ['no date', 'P2,,,K,4.1,,,', 'there is no date'],
])('When a row has %s, then it is refused by itself', (_what, row, message) => {
  const entries = read([`P0,2024-01-14T10:30Z,,K,4.1,,,`, row, `P9,2024-01-16T10:30Z,,K,4.1,,,`]);
  expect(told(entries)).toContain('3 refused E_CSV_ROW /3');
  expect(entries[1]?.problems[0]?.message).toContain(`Row 3: ${message}`);
  expect(told(entries).filter((line) => line.endsWith('ok')).length).toBeGreaterThan(0);
});

test.each([
  ['names it', [good, `P9,${at},,K,4,,,`, `P1,${at},,NA`], 0],
  ['names it behind a stray comma', [good, `P9,${at},,K,4,,,`, `P1,${at},,NA,1,40,,,`], 0],
  ['is cut off in its name', [good, 'P1,2024-01-15T10:3'], 0],
  ['names its accession number alone', [`P1,${at},A1,K,4,,,`, `P9,${at},A9,K,4,,,`, ',,A1,NA,140,,,'], 0],
  ['leaves blank whose it is, below it', [good, `,${at},,NA,140,,,`], 0],
  ['leaves blank whose it is, above it', [`,,,NA,140,,,`, good], 1],
  ['leaves its accession number blank, below it', [`P1,${at},A1,K,4,,,`, `P1,${at},,NA,140,,,`], 0],
])('When an unreadable row %s, then that result is refused for being incomplete', (_how, rows, index) => {
  const lines = told(read(rows));
  expect(lines[index]).toContain('E_CSV_INCOMPLETE');
  expect(lines.filter((line) => line.includes('E_CSV_INCOMPLETE'))).toHaveLength(1);
});

test('When an unreadable row says it is of another patient, then no result is refused for it', () => {
  expect(told(read([good, `P2,${at},,NA`, `P1,${at},,NA,140,,,`]))).toEqual([
    '2 ok',
    '3 refused E_CSV_ROW /3',
  ]);
});

test('When a missing quote swallows a row, then it is not taken for one row', () => {
  const entries = read([
    `P1,${at},,K,4.1,,,"good`,
    `P2,${at},,K,4.2,,,`,
    `P3,${at},,K,4.3,,,bad"`,
    `P4,${at},,K,4.4,,,`,
  ]);
  expect(told(entries)).toEqual(['2 refused E_CSV_ROW /2', '3 ok']);
});

test('When results would be stored as one, then all of them are refused', () => {
  const entries = read([`P1,${at},A1,K,4.1,,,`, `P2,${at},A1,K,4.2,,,`, `P1,${at},A2,K,4.1,,,`]);
  expect(told(entries)).toEqual(['2 refused E_CSV_IDENTITY /2', '3 refused E_CSV_IDENTITY /2', '4 ok']);
});

test('When rows of one accession number are of panels that are not known, then each panel is a result', () => {
  const header = 'PatientID,Date,Accession,Panel,PanelName,Code,Value';
  const rows = [
    `P1,${at},A1,Iron,,FE,4`,
    `P1,${at},A1,other,Vitamins,D,4`,
    `P1,${at},A1,IRON,,FERR,5`,
    `P2,${at},A1,Other,vitamins,B12,4`,
  ];
  const entries = read(rows, header);
  expect(told(entries)).toEqual(['2 ok', '3 refused E_CSV_IDENTITY /3', '5 refused E_CSV_IDENTITY /3']);
  expect(entries[0]?.report?.observations).toHaveLength(2);
});

test('When rows of one result tell of two persons, then it is refused; of two specimens, then none is told', () => {
  const header = 'PatientID,TestDate,Code,Value,DOB,Specimen';
  expect(told(read([`P1,${at},K,4,1990-01-01,serum`, `P1,${at},NA,140,1991-01-01,serum`], header))).toEqual([
    '2 refused E_CSV_RESULT /2 E_CSV_CONFLICT /3/DOB',
  ]);
  const [entry] = read([`P1,${at},K,4,,serum`, `P1,${at},NA,140,,plasma`], header);
  expect(entry?.report).toBeDefined();
  expect(entry?.report?.specimen).toBeUndefined();
  expect(entry?.problems.map(({ code }) => code)).toEqual(['W_CSV_CONFLICT']);
  expect(told(read([`P1,${at},K,4,P`, `P1,${at},NA,140,F`], 'PatientID,TestDate,Code,Value,Status'))).toEqual(
    ['2 refused E_CSV_RESULT /2 E_CSV_CONFLICT /3/Status'],
  );
});

test('When something stands below a column without a name, then cells may have moved and the row is refused', () => {
  const entries = read(
    [`P1,${at},K,4,mmol/L,x`, `P2,${at},K,4,mmol/L,`],
    'PatientID,TestDate,Code,Value,Unit,',
  );
  expect(told(entries)).toEqual(['2 refused E_CSV_ROW /2', '3 ok']);
});

test('When more than 1000 rows are of one result, then it is refused', () => {
  const entries = read(Array.from({ length: 1001 }, (_, index) => `P1,${at},,K${index},4.1,,,`));
  expect(told(entries)).toEqual(['2 refused E_TOO_MANY /2']);
});

test.each([
  [
    'a column is missing',
    'PatientID,TestDate,Value\nP1,2024-01-15,4\n',
    'E_CSV_HEADER',
    'Column "TestCode" is missing',
  ],
  [
    'two columns say the same',
    'PatientID,TestDate,Code,Value,Result\nP1,2024-01-15,K,4,5\n',
    'E_CSV_HEADER',
    '"Value" and "Result" say the same',
  ],
  [
    'a column stands twice',
    'PatientID,TestDate,Code,Value,value\nP1,2024-01-15,K,4,5\n',
    'E_CSV_HEADER',
    'say the same',
  ],
  [
    'there is no header',
    'P456789,SMALL001,2024-01-15,WBC,x,7.5\n',
    'E_CSV_HEADER',
    'the first row must name the columns',
  ],
  [
    'a quote is never closed',
    tableOf([good, `P2,${at},,K,"4.1,,,`, good], names),
    'E_CSV',
    'Row 3: a quote is opened',
  ],
  [
    'a row is endless',
    tableOf([`P2,${at},,K,4.1,,,${'x'.repeat(300_000)}`], names),
    'E_CSV',
    'Row 2: it is too long',
  ],
  ['there is no row', tableOf([], names), 'E_EMPTY', 'There is no row below the header.'],
])('When %s, then the whole body is refused', (_what, text, code, message) => {
  const error = thrownBy(() => readCsv(text, smallLab));
  expect([error.status, error.code]).toEqual([400, code]);
  expect(error.message).toContain(message);
  expect(error.message).not.toContain('P456789');
});

test('When most rows cannot be read, then it is no table of results', () => {
  const error = thrownBy(() => read(Array.from({ length: 10_001 }, () => 'P1,2')));
  expect([error.code, error.status]).toEqual(['E_CSV', 400]);
});

test('When any row names another lab, then the whole body is forbidden', () => {
  const header = 'PatientID,LabID,TestDate,Code,Value';
  expect(thrownBy(() => read([`P1,,${at},K,4`, `P1,LAB002,${at},K,4`], header))).toMatchObject({
    code: 'E_FORBIDDEN',
    message: expect.stringContaining('Row 3, LabID'),
  });
});
