import { describe, expect, test } from 'vitest';
import { cbc, faultsOf, parseBody, parseNumber, parseResult, parseText } from '../test/native.ts';

describe('one fault', () => {
  test.each([
    [{ patient_id: undefined }, 'E_REQUIRED /patient_id'],
    [{ patient_id: null }, 'E_REQUIRED /patient_id'],
    [{ patient_id: '' }, 'E_VALUE /patient_id'],
    [{ patient_id: 1.5 }, 'E_VALUE /patient_id'],
    [{ patient_id: -1 }, 'E_VALUE /patient_id'],
    [{ patient_id: true }, 'E_TYPE /patient_id'],
    [{ patient_id: '../../etc' }, 'E_VALUE /patient_id'],
    [{ patient_id: 'P 1' }, 'E_VALUE /patient_id'],
    [{ patient_id: 'P1\u0000' }, 'E_CHARACTERS /patient_id'],
    [{ lab_id: undefined }, 'E_REQUIRED /lab_id'],
    [{ lab_id: 5 }, 'E_TYPE /lab_id'],
    [{ lab_name: 'A\nB' }, 'E_CHARACTERS /lab_name'],
    [{ lab_name: {} }, 'E_TYPE /lab_name'],
    [{ test_type: 'horoscope' }, 'E_TEST_TYPE /test_type'],
    [{ test_type: 'constructor' }, 'E_TEST_TYPE /test_type'],
    [{ test_type: '' }, 'E_REQUIRED /test_type'],
    [{ status: 'HM' }, 'E_STATUS /status'],
    [{ status: 7 }, 'E_TYPE /status'],
    [{ test_date: '2024-02-30' }, 'E_DATE /test_date'],
    [{ test_date: '2024-02-20T25:00:00Z' }, 'E_DATE /test_date'],
    [{ test_date: 1705314600 }, 'E_TYPE /test_date'],
    [{ collected_at: 'yesterday' }, 'E_DATE /collected_at'],
    [{ reported_at: '2024-01-15T10:30:00+99:00' }, 'E_DATE /reported_at'],
    [{ accession_number: 1.5 }, 'E_VALUE /accession_number'],
    [{ patient: { date_of_birth: '196203520' } }, 'E_DEMOGRAPHICS /patient/date_of_birth'],
    [{ patient: { sex: 'SEX' } }, 'E_DEMOGRAPHICS /patient/sex'],
    [{ patient: 'Maria' }, 'E_TYPE /patient'],
    [{ physician: { name: 'Dr.\u0007' } }, 'E_CHARACTERS /physician/name'],
    [{ notes: 'a\u0000b' }, 'E_CHARACTERS /notes'],
    [{ notes: 'half a \ud83d character' }, 'E_CHARACTERS /notes'],
    [{ notes: ['a'] }, 'E_TYPE /notes'],
    [{ results: undefined }, 'E_REQUIRED /results'],
    [{ results: [] }, 'E_REQUIRED /results'],
    [{ results: {} }, 'E_TYPE /results'],
    [{ results: [null] }, 'E_TYPE /results/0'],
  ])('When the body has %j, then that is told, and that alone', (change, fault) => {
    const outcome = parseBody(change);
    expect(faultsOf(outcome)).toEqual([fault]);
    expect(outcome.reports).toEqual([]);
  });

  test.each([
    [{ test_code: undefined }, 'E_REQUIRED /results/0/test_code'],
    [{ test_code: '' }, 'E_REQUIRED /results/0/test_code'],
    [{ test_code: ' ' }, 'E_VALUE /results/0/test_code'],
    [{ test_code: 718 }, 'E_TYPE /results/0/test_code'],
    [{ value: undefined }, 'E_REQUIRED /results/0/value'],
    [{ value: null }, 'E_NO_VALUE /results/0/value'],
    [{ value: ' ' }, 'E_NO_VALUE /results/0/value'],
    [{ value: true }, 'E_TYPE /results/0/value'],
    [{ value: { n: 1 } }, 'E_TYPE /results/0/value'],
    [{ value: '5,5' }, 'E_DECIMAL /results/0/value'],
    [{ value: '1,486' }, 'E_DECIMAL /results/0/value'],
    [{ value: '-0' }, 'E_VALUE /results/0/value'],
    [{ value: 'a\u0007' }, 'E_CHARACTERS /results/0/value'],
    [{ unit: 5 }, 'E_TYPE /results/0/unit'],
    [{ is_abnormal: 'yes' }, 'E_TYPE /results/0/is_abnormal'],
    [{ flag: 'H\nL' }, 'E_CHARACTERS /results/0/flag'],
  ])('When an entry has %j, then that is told, and that alone', (change, fault) => {
    const outcome = parseResult(change);
    expect(faultsOf(outcome)).toEqual([fault]);
    expect(outcome.reports).toEqual([]);
  });

  test.each([
    ['patient_id', 64],
    ['lab_name', 200],
    ['accession_number', 100],
    ['notes', 20_000],
  ])('When %s is longer than %i characters, then that is told', (key, length) => {
    expect(faultsOf(parseBody({ [key]: 'x'.repeat(length) }))).not.toContain(`E_TOO_LONG /${key}`);
    const { problems } = parseBody({ [key]: 'x'.repeat(length + 1) });
    const message = expect.stringContaining(`${key} is longer than ${length} characters: send `);
    expect(problems).toMatchObject([{ pointer: `/${key}`, code: 'E_TOO_LONG', message }]);
  });

  test('When a value is longer than 4000 characters, then that is told', () => {
    expect(faultsOf(parseResult({ value: 'x'.repeat(4000) }))).toEqual([]);
    expect(faultsOf(parseResult({ value: 'x'.repeat(4001) }))).toEqual(['E_TOO_LONG /results/0/value']);
  });

  test('When there are more than a thousand entries, then that is told', () => {
    const entries = (length: number) => ({
      results: Array.from({ length }, () => ({ test_code: 'X', value: 1 })),
    });
    expect(faultsOf(parseBody(entries(1000)))).toEqual([]);
    expect(faultsOf(parseBody(entries(1001)))).toEqual(['E_TOO_MANY /results']);
  });

  test.each(['1e400', '-1e400', '-0', '-0.0', '1e-400', '1e1000'])(
    'When the number is %s, then it is refused and not changed',
    (characters) => {
      const outcome = parseNumber(characters);
      expect(faultsOf(outcome)).toEqual(['E_VALUE /results/0/value']);
      expect(outcome.reports).toEqual([]);
    },
  );

  test.each(['1e3', '1001.0', '-0', '1e400'])(
    'When the patient id is the number %s, then it is refused',
    (id) => {
      const { problems } = parseText(JSON.stringify(cbc).replace('"P123456"', id));
      expect(problems.map(({ pointer }) => pointer)).toEqual(['/patient_id']);
    },
  );

  test.each(['[]', '"text"', '5', 'null'])('When the body is %s, then it is no object', (text) => {
    expect(parseText(text)).toMatchObject({ reports: [], problems: [{ pointer: '', code: 'E_TYPE' }] });
  });
});

describe('many faults', () => {
  test('When the shape and what it says are wrong in several places, then all are told at once', () => {
    const outcome = parseBody({
      patient_id: undefined,
      test_type: 'x',
      test_date: 'z',
      status: 'y',
      patient: { sex: 'q' },
      results: [{ value: '5,5' }, { test_code: 'A', value: null }, { test_code: 'B', value: true }],
    });
    expect(faultsOf(outcome).toSorted()).toEqual(
      [
        'E_DATE /test_date',
        'E_DECIMAL /results/0/value',
        'E_DEMOGRAPHICS /patient/sex',
        'E_REQUIRED /patient_id',
        'E_REQUIRED /results/0/test_code',
        'E_TEST_TYPE /test_type',
        'E_TYPE /results/2/value',
        'E_STATUS /status',
      ].toSorted(),
    );
  });

  test('When twenty entries each lack something, then all twenty are named', () => {
    const outcome = parseBody({ results: Array.from({ length: 20 }, () => ({ value: 1 })) });
    expect(faultsOf(outcome)).toHaveLength(20);
  });

  test.each([true, '5,5'])('When 900 entries are faulty (%j), then a hundred are named', (value) => {
    const results = Array.from({ length: 900 }, () => ({ test_code: 'X', value }));
    expect(parseBody({ results })).toMatchObject({ reports: [], problems: { length: 100 } });
  });
});
