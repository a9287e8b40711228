import { expect, test } from 'vitest';
import { faultsOf, only, readBundle } from '../../test/fhir.ts';

const at = (report: object, observation: object = {}, more: object[] = []) =>
  readBundle({ report: { effectiveDateTime: undefined, ...report }, observation }, more);

test('When the report has a period, then its start is the time', () => {
  const effectivePeriod = { start: '2024-01-15T09:00:00Z', end: '2024-01-15T11:00:00Z' };
  expect(only(at({ effectivePeriod })).pointers?.collected_at).toBe(
    '/entry/1/resource/effectivePeriod/start',
  );
  expect(only(at({ effectivePeriod: { end: '2024-01-15T11:00:00Z' } })).collected_at).toBe(
    '2024-01-15T11:00:00Z',
  );
});

test('When only the Specimen says when it was taken, then that is the time', () => {
  const specimen = {
    resourceType: 'Specimen',
    id: 's',
    collection: { collectedDateTime: '2024-01-15T08:00:00Z' },
  };
  const report = only(at({ specimen: [{ reference: 'Specimen/s' }] }, {}, [specimen]));
  expect(report).toMatchObject({ collected_at: '2024-01-15T08:00:00Z' });
});

test('When one of two times is missing, then the other stands for it and that is said', () => {
  const released = at({});
  expect(only(released).collected_at).toBe('2024-01-15T12:00:00Z');
  expect(faultsOf(released)).toEqual(['W_COLLECTED_ASSUMED /entry/1/resource/effectiveDateTime']);
  const taken = readBundle({ report: { issued: undefined } });
  expect(only(taken).reported_at).toBe('2024-01-15T10:30:00Z');
  expect(faultsOf(taken)).toEqual(['W_REPORTED_ASSUMED /entry/1/resource/issued']);
  const late = { issued: '2024-01-15T13:00:00Z' };
  expect(only(readBundle({ report: { issued: undefined }, observation: late })).reported_at).toBe(
    late.issued,
  );
});

test('When there is no time at all, or it is none, then the report is refused', () => {
  expect(faultsOf(at({ issued: undefined }))).toEqual([
    'E_FHIR_STRUCTURE /entry/1/resource/effectiveDateTime',
  ]);
  expect(faultsOf(readBundle({ report: { issued: '2024-02-30' } }))).toContain(
    'E_DATE /entry/1/resource/issued',
  );
  expect(faultsOf(readBundle({ report: { effectiveDateTime: '2024' } }))).toContain(
    'E_DATE /entry/1/resource/effectiveDateTime',
  );
  const both = { effectivePeriod: { start: '2024-01-15' } };
  expect(faultsOf(readBundle({ report: both }))).toContain('E_FHIR_CHOICE /entry/1/resource/effectivePeriod');
});

test('When an Observation is of another time, then that is said', () => {
  const fault = 'W_FHIR_TIME /entry/2/resource/effectiveDateTime';
  expect(faultsOf(readBundle({ observation: { effectiveDateTime: '2024-01-15T11:30:00Z' } }))).toEqual([
    fault,
  ]);
  for (const same of ['2024-01-15T05:30:00-05:00', '2024-01-15']) {
    expect(faultsOf(readBundle({ observation: { effectiveDateTime: same } }))).toEqual([]);
  }
  expect(faultsOf(readBundle({ observation: { effectiveDateTime: 'x' } }))).toEqual([
    'E_DATE /entry/2/resource/effectiveDateTime',
  ]);
});

test('When a time has no offset, then the lab’s zone is used and that is said', () => {
  const outcome = readBundle({ report: { effectiveDateTime: '2024-01-15' } });
  expect(only(outcome).collected_at).toBe('2024-01-15T00:00:00-05:00');
  expect(faultsOf(outcome)).toEqual(['W_TZ_ASSUMED /entry/1/resource/effectiveDateTime']);
});
