import { expect, test } from 'vitest';
import { aligned } from './table.ts';

test('Columns are as wide as their widest cell, and nothing in them steers the terminal', () => {
  expect(aligned([['LAB', 'NAME'], ['LAB001', 'A\u001b[2J\nB'], ['L']])).toEqual([
    'LAB     NAME',
    'LAB001  A\ufffd[2J\ufffdB',
    'L',
  ]);
  expect(aligned([])).toEqual([]);
});
