import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { decodeHistoryCursor, encodeHistoryCursor } from './history-cursor.ts';

const cursor = {
  received_at: '2024-01-15T15:30:00.000Z',
  result_id: randomUUID(),
  submission_id: randomUUID(),
};
const forged = (...parts: unknown[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url');

test('A cursor comes back as it was given out, and fits in a URL as it is', () => {
  const text = encodeHistoryCursor(cursor);
  expect(decodeHistoryCursor(text)).toEqual(cursor);
  expect(encodeURIComponent(text)).toBe(text);
});

test.each([
  ['nothing', ''],
  ['words', 'the second page, please'],
  ['too few parts', forged(cursor.received_at, cursor.result_id)],
  ['a part too many', forged(...Object.values(cursor), 'LAB002')],
  ['no date', forged('yesterday', cursor.result_id, cursor.submission_id)],
  ['more text than a key may hold', forged(cursor.received_at, 'b'.repeat(3000), cursor.submission_id)],
  ['something added', `${encodeHistoryCursor(cursor)}=`],
])('A cursor that is %s is refused as the fault of the caller', (_what, text) => {
  expect(() => decodeHistoryCursor(text)).toThrow(expect.objectContaining({ status: 400, code: 'E_CURSOR' }));
});
