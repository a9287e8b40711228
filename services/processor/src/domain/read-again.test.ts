import { expect, test } from 'vitest';
import { aSubmission } from '../testing/records.ts';
import { readAgain } from './read-again.ts';

const header = 'PatientID,LabID,Accession,Panel,TestDate,TestCode,Value,Unit\r\n';
const row = (accession: string, value: string) =>
  `P1,LAB001,${accession},CBC,2024-01-15T10:30:00Z,WBC,${value},10^3/uL\r\n`;
const csv = { media_type: 'text/csv' };
const table = Buffer.from(header + row('A-1', '7.5') + row('A-2', '') + row('A-3', '8.5'));

const read = (over: Parameters<typeof aSubmission>[0], bytes: Uint8Array = table) => {
  const reading = readAgain(aSubmission({ ...csv, ...over }), bytes);
  return 'report' in reading ? reading.report : reading.problems.map(({ code }) => code);
};

test('Of several results in the kept bytes the one that was accepted is read', () => {
  expect(read({})).toMatchObject({ accession_number: 'A-1' });
  expect(read({ entry: 2 })).toMatchObject({ accession_number: 'A-3' });
});

test('When that one cannot be read any more, or is not there, the reason is told, and no other is taken for it', () => {
  expect(read({ entry: 1 })).toContain('E_NO_VALUE');
  expect(read({ entry: 3 })).toEqual(['E_NO_RESULT']);
});

test('Observations are where they stood in the body, though a part of it was kept', () => {
  const part = Buffer.from(header + row('A-3', '8.5'));
  expect(read({ places: ['/4'] }, part)).toMatchObject({ observations: [{ pointer: '/4' }] });
  expect(read({}, part)).toMatchObject({ observations: [{ pointer: '/2' }] });
});

test('When places and observations do not belong together, the places are left alone', () => {
  expect(read({ places: ['/8', '/9'] })).toMatchObject({ observations: [{ pointer: '/2' }] });
});

test('What the lab did otherwise at the time of receipt is remembered', () => {
  const local = Buffer.from(table.toString().replace('2024-01-15T10:30:00Z', '05/02/2024 10:30'));
  expect(read({}, local)).toContain('E_DATE');
  const quirks = { date_formats: ['DD/MM/YYYY' as const] };
  expect(read({ quirks }, local)).toMatchObject({ collected_at: expect.stringMatching(/^2024-02-05/) });
});

test('A file without a date has that of its first receipt, and of no later one', () => {
  const file = Buffer.from('{"patient_id": 1, "sample_id": 2, "result": "fine"}');
  const first_received_at = '2024-01-14T09:00:00.000Z';
  const json = { media_type: 'application/json' };
  expect(read({ ...json, first_received_at }, file)).toMatchObject({ reported_at: first_received_at });
  expect(read(json, file)).toEqual(['E_REQUIRED']);
});
