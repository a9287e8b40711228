import { expect, test } from 'vitest';
import { now, observation, report } from '../test/report.ts';
import { checkReport } from './check-report.ts';

const members = { code: '/code', value: '/value', unit: '/unit', range: '/range', status: '/status' };
const words = (sent: string) => ({ value: { kind: 'text' as const, sent } });
const told = (sent: string, code = 'GLU', unit: string | undefined = 'mg/dL') => {
  const one = report('other', [observation(code, 0, unit, words(sent))], { pointers: { members } });
  return checkReport(one, { now }).map((problem) => `${problem.code} ${problem.pointer}`);
};

test.each([
  '7..5',
  '7.5.1',
  '7.5.',
  '12 5',
  '1 486',
  "1'486",
  '7;5',
  '--5',
  '5-',
  '3-5-7',
  '2024-01-15',
  '< 1 486',
  '7O',
  'O.5',
  '1O2',
  'l2.5',
  '0x10',
  '7a5',
  '７.５',
  '٧٫٥',
  '٧',
  'NaN',
  '-Infinity',
  'null',
  'undefined',
  '<',
])('When a number is mistyped as %j, then it is refused and not shown as a word', (sent) => {
  expect(told(sent)).toEqual(['E_NOT_NUMERIC /results/0/value']);
});

test.each([
  'Hemolyzed',
  'see note',
  'Negative',
  'QNS',
  'pending',
  'TNP',
  'N/A',
  'Trace',
  'UNABLE TO CALCULATE',
  'None detected',
  '+',
  '++',
  '---',
  'O',
  'Il',
  'Too old: drawn 15 January',
])('When %j stands in place of a number, then it is a word', (sent) => {
  expect(told(sent)).toEqual([]);
});

test.each([
  '1+',
  '5.5 H',
  '5.5*',
  '1:128',
  '3-5',
  '7.5 - 8.0',
  '> 1:40',
  '12 mg/dL',
  '27\n25',
  '5.5',
  '24h urine lost',
])('When %j says a number and more, then it is kept as words with a remark', (sent) => {
  expect(told(sent)).toEqual(['W_NOT_NUMERIC /results/0/value']);
});

test('When a test is not known, then its values may be anything', () => {
  expect(told('7..5', 'XYZ')).toEqual(['W_UNMAPPED_TEST /results/0/code']);
});

test('When only a unit could say which of two numbers it is, then it is a number all the same', () => {
  expect(told('7..5', 'Neutrophils', '')).toContain('E_NOT_NUMERIC /results/0/value');
});

test('When words stand elsewhere in a format than numbers do, then they are pointed at there', () => {
  const pointers = { members: { ...members, words: '/words' } };
  const pointed = (value: { kind: 'text'; sent: string }) =>
    checkReport(report('other', [observation('GLU', 0, 'mg/dL', { value })], { pointers }), { now })[0]
      ?.pointer;
  expect(pointed({ kind: 'text', sent: '7..5' })).toBe('/results/0/words');
  const negative = report('other', [observation('GLU', -1, 'mg/dL')], { pointers });
  expect(checkReport(negative, { now })[0]?.pointer).toBe('/results/0/value');
});

test('When what is wrong is told, then the value is not', () => {
  const one = report('other', [observation('GLU', 0, 'mg/dL', words('7..5'))]);
  expect(JSON.stringify(checkReport(one, { now }))).not.toContain('7..5');
});

test('When words are long, then reading them takes one pass', () => {
  // Where a pattern backtracks, this takes minutes and the runner gives up.
  expect(told(`${'1 '.repeat(9_000)}x`)).toEqual(['W_NOT_NUMERIC /results/0/value']);
});
