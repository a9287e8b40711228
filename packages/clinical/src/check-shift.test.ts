import { expect, test } from 'vitest';
import { now, observation, report } from '../test/report.ts';
import { checkReport } from './check-report.ts';

const members = { code: '/code', value: '/value', unit: '/unit', range: '/range', status: '/status' };
const told = (code: string, value: number | string, unit?: string) => {
  const one = report('other', [observation(code, value, unit)], { pointers: { members } });
  return checkReport(one, { now }).map((problem) => `${problem.code} ${problem.pointer}`);
};

test.each([
  ['HGB', 'g/dL', '13.2'],
  ['HGB', 13, '2'],
  ['K', '4.1', '3.5-5.1'],
  ['K', '4.1', '<5.1'],
  ['K', 'mmol/L', '4,1'],
])(
  'When %s has the value %j and the unit %j, then a number stands where the unit belongs',
  (code, value, unit) => {
    expect(told(code, value, unit)).toEqual(['E_FIELD_SHIFT /results/0/unit']);
  },
);

test('When the test is not known, then a number is no unit either', () => {
  expect(told('XYZ', 4, '13.2')).toContain('E_FIELD_SHIFT /results/0/unit');
});

test.each([
  ['GLU', 'mg/dL', '70 to normal'],
  ['HGB', 'g/dL', undefined],
  ['WBC', '10*3/uL', 'x'],
  ['HCT', '%', undefined],
  ['GLU', 'ug/mL', undefined],
])(
  'When %s has the value %j and the unit %j, then a unit stands where the value belongs',
  (code, value, unit) => {
    expect(told(code, value, unit)).toEqual(['E_FIELD_SHIFT /results/0/value']);
  },
);

test('When a number stands in the unit, then the answer does not repeat it', () => {
  const one = report('other', [observation('K', 4.1, '98765')]);
  expect(JSON.stringify(checkReport(one, { now }))).not.toContain('98765');
});

test('When the unit is one, or the lab is known to mean a unit by the number, then nothing is shifted', () => {
  expect(told('INR', 1.1, '1')).not.toContain('E_FIELD_SHIFT /results/0/unit');
  const one = report('other', [observation('K', 4.1, '17')]);
  expect(checkReport(one, { now, terms: { units: { 17: 'mmol/L' } } })).toEqual([]);
});

test('When words are no unit of this test, then they are words', () => {
  expect([told('GLU', 'N/A', 'mg/dL'), told('K', 'Neg', 'mmol/L'), told('K', 's', 'mmol/L')]).toEqual([
    [],
    [],
    [],
  ]);
});
