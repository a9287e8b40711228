import { expect, test } from 'vitest';
import { readValue } from './quantity.ts';

test.each([
  ['7.50', { kind: 'quantity', number: 7.5, sent: '7.50' }],
  [' 7.5 ', { kind: 'quantity', number: 7.5, sent: '7.5' }],
  ['<0.01', { kind: 'quantity', number: 0.01, comparator: '<', sent: '<0.01' }],
  ['>=6.1', { kind: 'quantity', number: 6.1, comparator: '>=', sent: '>=6.1' }],
  ['> 90', { kind: 'quantity', number: 90, comparator: '>', sent: '> 90' }],
  ['≤5', { kind: 'quantity', number: 5, comparator: '<=', sent: '≤5' }],
  ['=<5', { kind: 'quantity', number: 5, comparator: '<=', sent: '=<5' }],
  ['1.5E3', { kind: 'quantity', number: 1500, sent: '1.5E3' }],
  ['-1.5', { kind: 'quantity', number: -1.5, sent: '-1.5' }],
  ['+2', { kind: 'quantity', number: 2, sent: '+2' }],
  ['.5', { kind: 'quantity', number: 0.5, sent: '.5' }],
  ['0', { kind: 'quantity', number: 0, sent: '0' }],
  ['0.000', { kind: 'quantity', number: 0, sent: '0.000' }],
  ['0.1234567890123456789', { kind: 'quantity', number: 0.12345678901234568, sent: '0.1234567890123456789' }],
])('When the value is %j, then it is a quantity, its characters kept', (text, read) => {
  expect(readValue(text)).toEqual(read);
});

test.each([
  'Negative',
  'UNABLE TO CALCULATE',
  '5.5 H',
  '1+',
  '1:40',
  '3-5',
  '12.3.4',
  'Infinity',
  'NaN',
  '0x10',
  '1 486',
  '<',
  'seen, not counted',
])('When the value is %j, then it is words', (text) => {
  expect(readValue(text)).toEqual({ kind: 'text', sent: text });
});

test.each(['5,5', '1,486', '1,486,000', '1.486,5', '<0,01', '>= 6,1', '-5,5', ',5', '5,'])(
  'When the value is %j, then it is ambiguous',
  (text) => {
    expect(readValue(text)).toBe('ambiguous');
  },
);

test.each([
  '1e400',
  '-1e400',
  '1e99999',
  '-0',
  '-0.0',
  '1e-400',
  `1${'0'.repeat(40)}`,
  `0.${'1'.repeat(50)}`,
])('When the value is %j, then no number can hold it', (text) => {
  expect(readValue(text)).toBe('impossible');
});

test('When a text is a million digits and a letter, then reading it takes one pass', () => {
  // Where a pattern backtracks, this takes minutes and the runner gives up.
  const text = `${'1'.repeat(1_000_000)}x`;
  expect(readValue(text)).toEqual({ kind: 'text', sent: text });
});
