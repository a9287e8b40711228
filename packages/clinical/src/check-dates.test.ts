import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import { expect, test } from 'vitest';
import { now, observation, report } from '../test/report.ts';
import { checkReport } from './check-report.ts';

const check = (more: Partial<CanonicalReport>) =>
  checkReport(report('other', [observation('INR', 1)], more), { now }).map(
    ({ code, pointer }) => `${code}${pointer}`,
  );

const at = (collected_at: string, reported_at = collected_at) => ({ collected_at, reported_at });

test('When a time is more than a day ahead, then it is refused, and not before', () => {
  expect(check(at('2024-01-16T23:59:00Z'))).toEqual([]);
  expect(check(at('2024-01-17T00:01:00Z'))).toEqual(['E_DATE_ORDER']);
  expect(check(at('2024-01-16T23:59:00-05:00'))).toEqual(['E_DATE_ORDER']);
  expect(check(at('2024-01-15T10:00:00Z', '2024-02-15T10:00:00Z'))).toEqual(['E_DATE_ORDER']);
});

test('When it was collected after it was reported, then it is refused, whatever the offsets look like', () => {
  expect(check(at('2024-01-15T10:00:00Z', '2024-01-15T09:59:59Z'))).toEqual(['E_DATE_ORDER']);
  expect(check(at('2024-01-15T10:00:00+05:00', '2024-01-15T06:00:00Z'))).toEqual([]);
});

test('When the report has a date only, then it may be the day of collection', () => {
  expect(check(at('2024-01-15T10:00:00-05:00', '2024-01-15T00:00:00-05:00'))).toEqual([]);
  expect(check(at('2024-01-15T10:00:00-05:00', '2024-01-14T00:00:00-05:00'))).toEqual(['E_DATE_ORDER']);
});

test('When it was collected before birth, then it is refused', () => {
  const born = (birth_date: string) => ({ patient: { id: 'P1', birth_date } });
  expect(check(born('2024-01-15'))).toEqual([]);
  expect(check(born('2024-01-16'))).toEqual(['E_DATE_ORDER']);
});

test('When the format says where the times stood, then the problem points there', () => {
  const pointers = { collected_at: '/test_date', reported_at: '/reported_at' };
  expect(check({ ...at('2025-01-15T10:00:00Z'), pointers })).toEqual(['E_DATE_ORDER/test_date']);
  expect(check({ ...at('2024-01-15T10:00:00Z', '2025-01-15T10:00:00Z'), pointers })).toEqual([
    'E_DATE_ORDER/reported_at',
  ]);
});
