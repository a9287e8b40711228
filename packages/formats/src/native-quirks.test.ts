import { expect, test } from 'vitest';
import { cbc, faultsOf, only, parseBody, parseNumber, parseResult, parseText } from '../test/native.ts';

const observationOf = (change: object) => only(parseResult(change)).observations[0];

test('When a number is written with trailing zeros, then its characters are kept', () => {
  expect(only(parseNumber('7.50')).observations[0]?.value).toEqual({
    kind: 'quantity',
    number: 7.5,
    sent: '7.50',
  });
});

test('When a number has more digits than a computer keeps, then its characters are kept', () => {
  const { value } = only(parseNumber('0.12345678901234567891')).observations[0] ?? {};
  expect(value).toMatchObject({ sent: '0.12345678901234567891' });
});

test.each([
  ['7.5', 'quantity'],
  ['<0.01', 'quantity'],
  ['Negative', 'text'],
  ['UNABLE TO CALCULATE', 'text'],
  ['first line\nsecond line', 'text'],
])('When the value is the text %j, then it is a %s', (value, kind) => {
  expect(observationOf({ value })?.value).toMatchObject({ kind, sent: value });
});

test.each([
  [1001, '1001'],
  [0, '0'],
  ['0042', '0042'],
])('When the patient id is %j, then it is read as %j', (patient_id, id) => {
  expect(only(parseBody({ patient_id })).patient.id).toBe(id);
});

test('When ids are integers too large for a computer, then no digit is lost', () => {
  const text = JSON.stringify({ ...cbc, accession_number: 'N' })
    .replace('"P123456"', '12345678901234567890')
    .replace('"N"', '98765432109876543210');
  expect(only(parseText(text))).toMatchObject({
    patient: { id: '12345678901234567890' },
    accession_number: '98765432109876543210',
  });
});

test.each(['COMPLETE_BLOOD_COUNT', ' Complete_Blood_Count '])(
  'When the test type is %j, then case and spaces do not matter',
  (test_type) => {
    expect(only(parseBody({ test_type })).panel.id).toBe('cbc');
  },
);

test.each([
  ['lipid_panel', 'lipid'],
  ['comprehensive_metabolic_panel', 'cmp'],
  ['other', 'other'],
])('When the test type is %s, then the panel is %s', (test_type, panel) => {
  expect(only(parseBody({ test_type })).panel).toEqual({ id: panel });
});

test('When a test of type other has a name, then it goes by it; a panel that is known goes by its own', () => {
  expect(only(parseBody({ test_type: 'other', test_name: 'Urinalysis' })).panel).toEqual({
    id: 'other',
    name: 'Urinalysis',
  });
  expect(only(parseBody({ test_type: 'lipid_panel', test_name: 'Urinalysis' })).panel).toEqual({
    id: 'lipid',
  });
});

test('When there are extra keys anywhere, then they change nothing, whatever is in them', () => {
  const extra = { vendor: { deep: [null, '\u0000'] }, toString: 'x', constructor: 5 };
  const body = JSON.stringify({ ...cbc, ...extra, physician: { ...cbc.physician, ...extra } });
  const text = body.replace(
    '{',
    '{"vast":1e999,"__proto__":{"status":"cancelled","notes":"from the prototype"},',
  );
  expect(only(parseText(text))).toEqual(only(parseBody({})));
  expect(Object.hasOwn(Object.prototype, 'status')).toBe(false);
});

test('When only the prototype holds what is required, then it is missing', () => {
  const text = `{"__proto__":${JSON.stringify(cbc)}}`;
  expect(faultsOf(parseText(text))).toContain('E_REQUIRED /patient_id');
});

test.each([null, '', '  '])('When what is optional is %j, then it is absent', (nothing) => {
  const keys = ['lab_name', 'accession_number', 'specimen', 'collected_at', 'reported_at', 'status', 'notes'];
  const change = Object.fromEntries(keys.map((key) => [key, nothing]));
  const people = {
    patient: { name: nothing, date_of_birth: nothing, sex: nothing },
    physician: { name: nothing, npi: nothing },
  };
  const [result] = cbc.results;
  const blank = { ...result, test_name: nothing, unit: nothing, reference_range: nothing, flag: nothing };
  const report = only(parseBody({ ...change, ...people, results: [blank] }));
  expect(Object.keys(report).toSorted()).toEqual(
    'collected_at,lab_id,notes,observations,panel,patient,pointers,reported_at,status'.split(','),
  );
  expect(report).toMatchObject({ status: 'final', notes: [], patient: { id: 'P123456' } });
  expect(Object.keys(report.observations[0] ?? {})).toEqual(['pointer', 'code', 'value', 'flag', 'notes']);
});

test('When whole objects are null, then they are absent', () => {
  const report = only(parseBody({ patient: null, physician: null }));
  expect(report).not.toHaveProperty('ordering_provider');
});

test.each([
  [{ is_abnormal: true }, 'A'],
  [{ is_abnormal: false }, 'N'],
  [{ flag: 'HH', is_abnormal: false }, 'HH'],
  [{ flag: '', is_abnormal: true }, 'A'],
  [{ is_abnormal: null }, undefined],
  [{}, undefined],
])('When the mark is %j, then the flag is %s', (mark, flag) => {
  expect(observationOf(mark)?.flag).toBe(flag);
});

test.each([
  ['1234567890', []],
  [1234567890, []],
  ['12345', ['W_NPI /physician/npi']],
])('When the npi is %j, then the remarks are %j, and it is kept', (npi, remarks) => {
  const outcome = parseBody({ physician: { name: 'Dr. A', npi } });
  expect(faultsOf(outcome)).toEqual(remarks);
  expect(only(outcome).ordering_provider).toEqual({ name: 'Dr. A', npi: String(npi) });
});

test.each([
  ['2024-01-15T10:30:00', '2024-01-15T10:30:00-05:00', ''],
  ['2024-01-15', '2024-01-15T00:00:00-05:00', ''],
  [
    '2024-03-10T02:30:00',
    '2024-03-10T03:30:00-04:00',
    ' The clocks skipped that hour; it was moved to the next.',
  ],
  [
    '2024-11-03T01:30:00',
    '2024-11-03T01:30:00-04:00',
    ' The clocks repeated that hour; the first was taken.',
  ],
])("When %s comes without a zone, then the lab's is used and the lab is told", (test_date, at, doubt) => {
  const outcome = parseBody({ test_date });
  expect(only(outcome)).toMatchObject({ collected_at: at, reported_at: at });
  const message = `test_date: no time zone; America/New_York assumed from the lab profile.${doubt}`;
  expect(outcome.problems).toEqual([{ pointer: '/test_date', code: 'W_TZ_ASSUMED', message }]);
});

test.each(['preliminary', 'cancelled'])('When a %s result has no value, then that is no fault', (status) => {
  const { observations } = only(parseResult({ value: null }, { status }));
  expect(observations[0]?.value).toEqual({ kind: 'text', sent: '' });
});
