import { expect, test } from 'vitest';
import { bloodCount, measured, sampleResult } from '../../test/sample-results.ts';
import { answerOf } from './answer.ts';

const summary = (total: number, flagged: number, critical = 0, unknown = 0) =>
  answerOf(sampleResult({ summary: { total, flagged, critical, unknown } }));

test('When all values are in range, then that is said', () => {
  expect(summary(8, 0)).toBe('All 8 values are in the laboratory’s range.');
  expect(summary(1, 0)).toBe('The value is in the laboratory’s range.');
});

test('When some are out of range, then they are counted', () => {
  expect(summary(5, 3)).toBe('3 of 5 values are out of the laboratory’s range.');
  expect(summary(5, 1)).toBe('1 of 5 values is out of the laboratory’s range.');
  expect(summary(1, 1)).toBe('The value is out of the laboratory’s range.');
});

test('When some are critical, then that is said as well', () => {
  expect(summary(8, 3, 1)).toBe('3 of 8 values are out of the laboratory’s range, 1 of them critical.');
  expect(summary(8, 1, 1)).toBe('1 of 8 values is out of the laboratory’s range, and critical.');
});

test('When nobody knows where some values stand, then they are not counted as in range', () => {
  expect(summary(8, 0, 0, 3)).toBe(
    '5 of 8 values are in the laboratory’s range. For 3 values there is no range to compare with.',
  );
  expect(summary(8, 2, 0, 1)).toBe(
    '2 of 8 values are out of the laboratory’s range. For 1 value there is no range to compare with.',
  );
  expect(summary(2, 0, 0, 2)).toBe('There is no range to compare these values with.');
});

test("When a range is not the laboratory's own, then it is not called so", () => {
  const [first = measured({ name: 'x', number: 1, unit: '' }), ...others] = bloodCount;
  const range = { low_inclusive: true, high_inclusive: true, text: '4.5-11', source: 'catalogue' as const };
  const observations = [{ ...first, range }, ...others];
  expect(answerOf(sampleResult({ observations }))).toBe(
    '3 of 8 values are out of range, 1 of them critical.',
  );
});

test('When nothing has been measured yet, then that is said', () => {
  expect(summary(0, 0)).toBe('No values have been reported yet.');
});

test('When some values were calculated here, then the count says that it is of the measured ones', () => {
  const derived = bloodCount.slice(0, 1).map((seen) => ({ ...seen, derived: 'a method' }));
  const observations = [...bloodCount, ...derived];
  expect(answerOf(sampleResult({ observations }))).toBe(
    '3 of 8 measured values are out of the laboratory’s range, 1 of them critical.',
  );
});

test('When the laboratory took values back, then they are in no count, and that is said', () => {
  const [first = measured({ name: 'x', number: 1, unit: '' }), ...others] = bloodCount;
  const taken = { ...first, status: 'entered-in-error' as const };
  const none = { total: 0, flagged: 0, critical: 0, unknown: 0 };
  expect(answerOf(sampleResult({ observations: [taken], summary: none }))).toBe(
    'The laboratory withdrew the only value of this result. There are no values to show.',
  );
  const left = { total: 7, flagged: 3, critical: 1, unknown: 0 };
  expect(answerOf(sampleResult({ observations: [taken, ...others], summary: left }))).toContain(
    'The laboratory withdrew one more value.',
  );
});
