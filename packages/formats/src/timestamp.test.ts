import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { isDate, readTimestamp } from './timestamp.ts';

const zone = 'America/New_York';

test.each([
  ['2024-01-15T10:30:00Z', '2024-01-15T10:30:00Z'],
  ['2024-01-15t10:30:00z', '2024-01-15T10:30:00Z'],
  ['2024-01-15T10:30-05:00', '2024-01-15T10:30:00-05:00'],
  ['2024-01-15 10:30:00 +0100', '2024-01-15T10:30:00+01:00'],
  ['2024-01-15T10:30:00.123-05', '2024-01-15T10:30:00.123-05:00'],
])('When %s has an offset, then it is kept as local as it was written', (text, at) => {
  expect(readTimestamp(text, zone)).toEqual({ at });
});

test.each([
  ['2024-01-15T10:30:00', '2024-01-15T10:30:00-05:00', 'none'],
  ['2024-07-15 10:30', '2024-07-15T10:30:00-04:00', 'none'],
  ['2024-01-15', '2024-01-15T00:00:00-05:00', 'none'],
  ['2024-03-10T02:30:00', '2024-03-10T03:30:00-04:00', 'skipped'],
  ['2024-11-03T01:30:00', '2024-11-03T01:30:00-04:00', 'repeated'],
])("When %s has none, then it is %s in the lab's zone", (text, at, assumed) => {
  expect(readTimestamp(text, zone)).toEqual({ at, assumed });
});

test('When a day begins at one o’clock, then a date alone is that', () => {
  expect(readTimestamp('2024-04-26', 'Africa/Cairo')?.at).toBe('2024-04-26T01:00:00+03:00');
});

test.each([
  '',
  '2024-02-30',
  '2023-02-29T10:00:00Z',
  '2024-13-01',
  '2024-00-10',
  '2024-01-15T25:00:00Z',
  '2024-01-15T24:00:00Z',
  '2024-01-15T10:60:00Z',
  '2024-06-30T23:59:60Z',
  '2024-06-30T23:59:60',
  '2024-01-15T10:30:00+99:00',
  '2024-01-15T10:30:00+05:99',
  '2024-01-15Z',
  '2024-01-15T10',
  '2024-1-5',
  '01/15/2024',
  '20240115',
  '0024-01-15',
  '2024-01-15T10:30:00[America/New_York]',
  'yesterday',
])('When %j comes, then it is no date', (text) => {
  expect(readTimestamp(text, zone)).toBeUndefined();
});

test('When the lab’s zone does not exist, then the date is not blamed for it', () => {
  expect(() => readTimestamp('2024-01-15', 'Mars/Olympus')).toThrow(RangeError);
});

test('Whatever the moment and the zone, then its local time reads back as the same local time or a later one', () => {
  const zones = fc.constantFrom('UTC', zone, 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Africa/Casablanca');
  const moments = fc.date({ min: new Date('1970-01-02'), max: new Date('2037-12-30'), noInvalidDate: true });
  fc.assert(
    fc.property(moments, zones, (moment, where) => {
      const local = moment.toISOString().slice(0, 19);
      const read = readTimestamp(local, where);
      const back = read?.at.slice(0, 19) ?? '';
      expect(read?.assumed === 'skipped' ? back > local : back === local).toBe(true);
      expect(readTimestamp(read?.at ?? '', where)).toEqual({ at: read?.at });
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['1962-03-25', true],
  ['2000-02-29', true],
  ['1900-02-29', false],
  ['196203520', false],
  ['DOB', false],
  ['1962-03-25T00:00:00Z', false],
])('When a day is written %s, then whether it is one is %s', (text, is) => {
  expect(isDate(text)).toBe(is);
});

test('Whatever the digits, then a moment is one exactly where the calendar has it', () => {
  const two = fc.integer({ min: 0, max: 62 }).map((number) => String(number).padStart(2, '0'));
  fc.assert(
    fc.property(fc.integer({ min: 1900, max: 2401 }), two, two, two, two, two, (year, ...parts) => {
      const [month, day, hour, minute, second] = parts;
      const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
      const exists = (): boolean => {
        try {
          return second !== '60' && Temporal.PlainDateTime.from(local, { overflow: 'reject' }) !== undefined;
        } catch {
          return false;
        }
      };
      expect(readTimestamp(`${local}Z`, 'UTC') !== undefined).toBe(exists());
    }),
    { numRuns: 3000 },
  );
});
