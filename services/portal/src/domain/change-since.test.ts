import type { Observation, ResultVersion } from '@labsecure/contracts/records';
import { describe, expect, it } from 'vitest';
import { reportOf, versionOf } from '../../test/reports.ts';
import { changeSince } from './change-since.ts';

type Line = Parameters<typeof reportOf>[0][number];

const result = (line: Line, collected_at: string): ResultVersion =>
  versionOf(reportOf([line], { collected_at, panel: { id: 'other', name: 'Test' } }));

const change = (now: Line, then: Line, thenAt = '2025-06-11T09:00:00-05:00'): string | undefined => {
  const nowAt = '2025-12-04T08:10:00-06:00';
  const [observation] = result(now, nowAt).observations;
  return changeSince(observation as Observation, nowAt, [result(then, thenAt)]);
};

const sodium = (value: string, unit = 'mmol/L'): Line => ['NA', 'Sodium', value, unit, '136-145'];
const glucose = (value: string, unit = 'mg/dL'): Line => ['GLU', 'Glucose', value, unit];

describe('what moved since the last time', () => {
  it('Is said in the decimals of the laboratory', () => {
    expect(change(sodium('138'), sodium('140'))).toBe('2 lower than in June');
    expect(change(sodium('140.5'), sodium('140'))).toBe('0.5 higher than in June');
    expect(change(sodium('140'), sodium('140'))).toBe('same as in June');
  });

  it('Says the year when it is a year or more ago, and the day when it is this month', () => {
    expect(change(sodium('138'), sodium('140'), '2024-06-11T09:00:00-05:00')).toBe(
      '2 lower than in June 2024',
    );
    expect(change(sodium('138'), sodium('140'), '2025-12-01T09:00:00-06:00')).toBe(
      '2 lower than on 1 December',
    );
  });

  it('When the units differ but convert, then the difference names its unit', () => {
    expect(change(glucose('5.0', 'mmol/L'), glucose('100', 'mg/dL'))).toMatch(/mg\/dL lower than in June$/);
  });

  it('When the two cannot be compared, then nothing is said', () => {
    expect(change(sodium('138'), sodium('<140'))).toBeUndefined();
    expect(change(sodium('138'), sodium('Negative'))).toBeUndefined();
    expect(change(sodium('138'), ['K', 'Potassium', '4.0', 'mmol/L'])).toBeUndefined();
    expect(change(['X9', 'Unheard of', '1', 'mg/dL'], ['X9', 'Unheard of', '2', 'mg/dL'])).toBeUndefined();
    expect(change(sodium('138', 'furlongs'), sodium('140', 'furlongs'))).toBeUndefined();
  });

  it('When the last one was cancelled, then the one before it counts', () => {
    const nowAt = '2025-12-04T08:10:00-06:00';
    const [observation] = result(sodium('138'), nowAt).observations;
    const cancelled = { ...result(sodium('150'), '2025-10-01T08:00:00-05:00'), status: 'cancelled' as const };
    const before = result(sodium('140'), '2025-06-11T09:00:00-05:00');
    expect(changeSince(observation as Observation, nowAt, [cancelled, before])).toBe('2 lower than in June');
  });
});
