import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeCursor, encodeCursor } from './cursor.ts';

const cursor = {
  collected_instant: '2024-01-15T15:30:00.000Z',
  result_id: '5f2b1c1e-8a52-5c1d-9b0a-0c8a2e9d7f11',
};

test('A cursor comes back as it was given out, and fits in a URL as it is', () => {
  const text = encodeCursor(cursor);
  expect(decodeCursor(text)).toEqual(cursor);
  expect(encodeURIComponent(text)).toBe(text);
});

const forged = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

test.each([
  ['nothing', ''],
  ['words', 'the second page, please'],
  ['other JSON', forged({ collected_instant: 'a', result_id: 'b' })],
  ['too few parts', forged(['2024-01-15T15:30:00.000Z'])],
  ['parts that are not text', forged([1, { a: 1 }])],
  ['empty parts', forged(['', ''])],
  ['more text than a key may hold', forged(['a', 'b'.repeat(3000)])],
  ['a cursor with something added', `${encodeCursor(cursor)}=`],
])('A cursor that is %s is refused as the caller’s fault', (_what, text) => {
  expect(() => decodeCursor(text)).toThrow(expect.objectContaining({ status: 400, code: 'E_CURSOR' }));
});

test('Any text is either a cursor or refused with 400', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      try {
        expect(encodeCursor(decodeCursor(text))).toBe(text);
      } catch (error) {
        expect(error).toMatchObject({ status: 400 });
      }
    }),
  );
});
