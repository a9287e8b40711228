import { expect, test } from 'vitest';
import { dayOf, momentOf } from './dates.ts';

test('When a time was sent with an offset, then it stays on the clock of its place', () => {
  expect(momentOf('2025-12-04T23:10:00-06:00')).toBe('4 December 2025, 23:10');
  expect(momentOf('2025-12-04T08:05:30.123+05:30')).toBe('4 December 2025, 8:05');
});

test('When a time was sent in UTC, then that is said', () => {
  expect(momentOf('2024-01-15T10:30:00Z')).toBe('15 January 2024, 10:30 UTC');
  expect(momentOf('2024-01-15T10:30:00.000+00:00')).toBe('15 January 2024, 10:30 UTC');
});

test('When there is a day and no time, then the day is shown', () => {
  expect(momentOf('2024-01-15')).toBe('15 January 2024');
  expect(momentOf('2024-01-15T00:00:00-05:00')).toBe('15 January 2024');
  expect(momentOf('2024-01-15T00:00:01-05:00')).toBe('15 January 2024, 0:00');
  expect(dayOf('1990-07-22')).toBe('22 July 1990');
});

test('When it cannot be read, then it is shown as it is', () => {
  expect(dayOf('soon')).toBe('soon');
  expect(dayOf('2024-13-01')).toBe('2024-13-01');
});
