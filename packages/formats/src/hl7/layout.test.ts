import { expect, test } from 'vitest';
import { faults, faultsOf, message, obx, only, read, withFields } from '../../test/hl7.ts';

const early = 'OBX|1|NM|LDL^LDL|49.000|MG/DL|0.000 - 100.000|N|||F';
const quirks = { value_in_obx4: true };

test('When a separator is missing and nothing is known of the lab, then it is refused', () => {
  expect(faultsOf(read(message(early)))).toEqual(['E_FIELD_SHIFT /OBX-5']);
});

test('When the lab is known for it, then everything is read one field earlier, and places say so', () => {
  const report = only(read(message(early), { quirks }));
  expect(report.observations).toMatchObject([
    { value: { number: 49 }, unit: 'MG/DL', range: '0.000 - 100.000', flag: 'N' },
  ]);
  expect(report.pointers?.members).toEqual({
    code: '-3',
    value: '-4',
    unit: '-5',
    range: '-6',
    status: '-10',
  });
});

test('When the lab is known for it and only the value stands early, then the rest is where it belongs', () => {
  const report = only(read(message('OBX|1|NM|LDL|49||MG/DL|0-100|N|||F'), { quirks }));
  expect(report.observations).toMatchObject([{ value: { number: 49 }, unit: 'MG/DL', range: '0-100' }]);
  const mixed = only(read(message('OBX|1|NM|LDL|49||MG/DL|0-100|N|||F', obx), { quirks }));
  expect(mixed.pointers?.members).toBeUndefined();
});

const power = 'OBX|1|NM|WBC^White|7.5|10*3/uL|4.5-11.0|N|||F';
const structured = 'OBX|1|SN|PSA^PSA|<^5.5|ng/mL|0-4|N|||F';

test.each([
  ['a text with a range', 'OBX|1|TX|GLU^Glucose|250|mg/dL|70-99|H||||F'],
  ['a text without a range', 'OBX|1|ST|GLU^Glucose|250|mg/dL|||||F'],
  ['a text in percent', 'OBX|1|ST|HCT|45.2|%|36-46|N|||F'],
  ['a unit that begins with a number', power],
  ['such a unit, written with the mark', power.replace('10*3', 'x10^3')],
  ['such a unit, written with the mark escaped', power.replace('10*3', '10\\S\\3')],
  ['a structured number', structured],
])('When a separator is missing in %s, then that is seen too', (_what, segment) => {
  expect(faultsOf(read(message(segment)))).toEqual(['E_FIELD_SHIFT /OBX-5']);
  expect(faultsOf(read(message(segment), { quirks }))).toEqual([]);
});

test('When the lab is known for it, then the status is taken from where it stands', () => {
  const early5 = only(read(message('OBX|1|TX|GLU^Glucose|250|mg/dL|70-99|H||||F'), { quirks }));
  expect(early5.observations).toMatchObject([
    { value: { number: 250 }, unit: 'mg/dL', range: '70-99', flag: 'H' },
  ]);
  const counted = only(read(message(power, structured), { quirks })).observations;
  expect(counted).toMatchObject([
    { value: { number: 7.5 }, unit: '10*3/uL' },
    { value: { number: 5.5, comparator: '<' }, unit: 'ng/mL' },
  ]);
});

test.each(['N/A', 'Neg/Pos', '120/80', '1:40', 'see note', '12 %'])(
  'When a numbered line of text says %s, then it is that text',
  (words) => {
    expect(only(read(message(`OBX|2|ST|NOTE^Note|2|${words}||||||F`))).observations).toMatchObject([
      { value: { sent: words } },
    ]);
  },
);

test('When OBX-4 is what it should be, then it is no value', () => {
  const numbered = withFields(obx, { 4: '1' });
  for (const profile of [{}, { quirks }]) {
    expect(only(read(message(numbered), profile)).observations).toMatchObject([{ value: { number: 7.5 } }]);
  }
  expect(faults({ 4: '1', 5: 'Negative' })).toEqual(['E_NOT_NUMERIC /OBX-5']);
});
