import type { ResultVersion } from '@labsecure/contracts/records';
import { expect, test } from 'vitest';
import { aVersion } from '../testing/records.ts';
import { chooseCurrent, formerPatients } from './choose-current.ts';

const preliminary = aVersion({ version: '2024-01-15T10:30:00.000Z#2#a' });
const final = aVersion({ version: '2024-01-15T10:30:00.000Z#3#b' });
const corrected = aVersion({ version: '2024-01-16T08:00:00.000Z#5#c', patient_id: 'P2' });

const orders: ResultVersion[][] = [
  [preliminary, final, corrected],
  [preliminary, corrected, final],
  [final, preliminary, corrected],
  [final, corrected, preliminary],
  [corrected, preliminary, final],
  [corrected, final, preliminary],
];

test.each(orders)('In whatever order versions came, the greatest is current', (...versions) => {
  expect(chooseCurrent(versions)).toBe(corrected);
});

test('Without versions there is no current one', () => {
  expect(chooseCurrent([])).toBeUndefined();
});

test('Patients whom only older versions name are former ones, each once', () => {
  expect(formerPatients([preliminary, final, corrected], corrected)).toEqual(['P1']);
  expect(formerPatients([preliminary, final], final)).toEqual([]);
});
