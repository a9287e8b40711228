import { expect, test } from 'vitest';
import { faults, faultsOf, header, lines, obr, obx, pid, read, withFields } from '../../test/hl7.ts';

const statusOf = (sent: string, ...own: string[]) =>
  read(
    lines(header, pid, withFields(obr, { 25: sent }), ...own.map((one) => withFields(obx, { 11: one }))),
  )[0];

test.each([
  ['A', 'partial'],
  ['C', 'corrected'],
  ['F', 'final'],
  ['I', 'registered'],
  ['M', 'corrected'],
  ['P', 'preliminary'],
  ['R', 'partial'],
  ['X', 'cancelled'],
])('When OBR-25 is %s, then the result is %s', (sent, status) => {
  expect(statusOf(sent, 'F')?.report?.status).toBe(status);
});

test.each([
  ['F', 'final'],
  ['C', 'corrected'],
  ['A', 'amended'],
  ['B', 'amended'],
  ['P', 'preliminary'],
  ['R', 'preliminary'],
  ['S', 'preliminary'],
  ['I', 'registered'],
  ['X', 'cancelled'],
  ['D', 'entered-in-error'],
  ['W', 'entered-in-error'],
  ['U', 'final'],
  ['V', 'final'],
])('When OBX-11 is %s, then the observation is %s, which is said where the result is not', (sent, status) => {
  const own = statusOf('F', sent)?.report?.observations[0]?.status;
  expect(own).toBe(status === 'final' ? undefined : status);
});

test.each([
  [['F', 'F'], 'final'],
  [['F', 'P'], 'partial'],
  [['P', 'I'], 'preliminary'],
  [['P', 'P'], 'preliminary'],
  [['F', 'C'], 'corrected'],
  [['F', 'A'], 'amended'],
  [['F', 'X'], 'final'],
  [['X', 'X'], 'cancelled'],
  [['W'], 'entered-in-error'],
])('When OBR-25 is empty and OBX-11 are %j, then the result is %s', (own, status) => {
  expect(statusOf('', ...own)?.report?.status).toBe(status);
});

test('When a status is not in the table, then it is refused', () => {
  expect(faults({ 11: 'HM' })).toEqual(['E_STATUS /OBX-11']);
  expect(faults({ 11: '' })).toEqual(['E_HL7_REQUIRED /OBX-11']);
});

test('When an OBX was not asked for, or only describes the order, then it is left out with a remark', () => {
  const entry = statusOf('F', 'F', 'N', 'O');
  expect(entry?.report?.observations).toHaveLength(1);
  expect(faultsOf(entry ? [entry] : [])).toEqual([
    'W_HL7_NO_RESULT /OBX[2]-11',
    'W_HL7_NO_RESULT /OBX[3]-11',
  ]);
});

test('When a result is cancelled as a whole, then it needs no OBX', () => {
  expect(statusOf('X')?.report).toMatchObject({ status: 'cancelled', observations: [] });
  expect(faultsOf(read(lines(header, pid, withFields(obr, { 25: '' }))))).toContain('E_HL7_NO_RESULT /OBR-4');
});
