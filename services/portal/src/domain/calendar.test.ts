import { describe, expect, it } from 'vitest';
import { dateAndTime, longDate, monthAndYear, monthsBetween, shortDay } from './calendar.ts';

describe('calendar', () => {
  it('When a time has an offset, then it is shown as the clock there stood', () => {
    expect(dateAndTime('2025-12-04T08:10:00-05:00')).toBe('4 December 2025, 8:10');
    expect(dateAndTime('2025-12-04T23:59:59.123+09:00')).toBe('4 December 2025, 23:59');
  });

  it('When a time is in UTC, then it says so', () => {
    expect(dateAndTime('2025-01-15T10:30:00Z')).toBe('15 January 2025, 10:30 UTC');
  });

  it('When a date came without a time, then no midnight is invented', () => {
    expect(dateAndTime('2025-01-15T00:00:00-05:00')).toBe('15 January 2025');
    expect(dateAndTime('1990-07-22')).toBe('22 July 1990');
  });

  it('Short forms leave out the leading zero', () => {
    expect(shortDay('2025-12-04T08:10:00-05:00')).toBe('4 Dec');
    expect(longDate('2026-02-01')).toBe('1 February 2026');
    expect(monthAndYear('2026-02-01')).toBe('February 2026');
  });

  it('Months are counted by the calendar', () => {
    expect(monthsBetween('2025-06-30T00:00:00Z', '2025-12-01T00:00:00Z')).toBe(6);
    expect(monthsBetween('2024-12-31T00:00:00Z', '2025-01-01T00:00:00Z')).toBe(1);
  });
});
