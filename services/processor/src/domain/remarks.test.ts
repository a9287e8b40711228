import { expect, test } from 'vitest';
import { aVersion } from '../testing/records.ts';
import { remarksOn } from './remarks.ts';

const final = aVersion({ version: '2024-01-15T10:30:00.000Z#3#b' });
const corrected = aVersion({
  version: '2024-01-15T10:30:00.000Z#5#c',
  status: 'corrected',
  corrected: true,
  accession_number: '24-015-00731',
});
const codes = (...args: Parameters<typeof remarksOn>): string[] => remarksOn(...args).map(({ code }) => code);

test('When a newer version is shown already, the lab learns that this one came out of order', () => {
  expect(codes(final, [final, corrected], corrected)).toEqual(['W_OUT_OF_ORDER']);
});

test('When a correction has nothing to correct, the lab learns for which accession number', () => {
  const [remark] = remarksOn(corrected, [corrected], corrected);
  expect(remark).toMatchObject({ code: 'W_NO_ORIGINAL', message: expect.stringContaining('24-015-00731') });
});

test('When a correction follows what it corrects, there is nothing to say', () => {
  expect(codes(corrected, [final, corrected], corrected)).toEqual([]);
  expect(codes(final, [final], final)).toEqual([]);
});
