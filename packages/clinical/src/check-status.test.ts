import { expect, test } from 'vitest';
import { now, observation, report } from '../test/report.ts';
import { checkReport } from './check-report.ts';

const members = { code: '/code', value: '/value', unit: '/unit', range: '/range', status: '/status' };

import type { CanonicalObservation, CanonicalReport } from '@labsecure/contracts/canonical-report';

const potassium = (status?: CanonicalObservation['status'], value: number | string = 4.1) =>
  observation('K', value, 'mmol/L', status && { status });
const told = (status: CanonicalReport['status'], ...observations: CanonicalObservation[]) =>
  checkReport(report('other', observations, { status, pointers: { members } }), { now }).map(
    (problem) => `${problem.code} ${problem.pointer}`,
  );

test.each(['final', 'corrected', 'amended', 'preliminary'] as const)(
  'When a result is cancelled and a value in it is %s, then one of the two is wrong, and it is refused',
  (status) => {
    expect(told('cancelled', potassium('cancelled'), potassium(status))).toEqual([
      'E_STATUS /results/1/status',
    ]);
  },
);

test('When a result is cancelled with all that is in it, then it is taken', () => {
  expect(told('cancelled', potassium())).toEqual([]);
  expect(told('cancelled', potassium('cancelled'), potassium('entered-in-error'))).toEqual([]);
  expect(told('cancelled', potassium('registered', ''))).toEqual([]);
});

test.each(['TNP', 'QNS', 'Test cancelled by physician', 'Specimen hemolyzed', 'Not performed', 'see note'])(
  'When a cancelled result says why, as in %j, then that is no value',
  (reason) => {
    expect(told('cancelled', potassium('final', reason))).toEqual([]);
  },
);

test('When a cancelled result has a value in words, then it is refused all the same', () => {
  expect(told('cancelled', observation('XYZ', 'Reactive', undefined, { status: 'final' }))).toEqual([
    'E_STATUS /results/0/status',
  ]);
});

test('When a result was entered in error, then it is taken back whatever its values are called', () => {
  expect(told('entered-in-error', potassium('final'))).toEqual([]);
});

test.each(['final', 'preliminary'] as const)(
  'When a result is said to have no values yet and one is %s, then it is taken with one remark',
  (status) => {
    expect(told('registered', potassium('registered', ''), potassium(status), potassium(status))).toContain(
      'W_STATUS_MISMATCH /results/1/status',
    );
    expect(told('registered', potassium(status)).filter((one) => one.startsWith('E_'))).toEqual([]);
  },
);

test('When a result is said to have no values yet and has none, then nothing is said', () => {
  expect(told('registered', potassium('registered', ''), potassium('registered', 'pending'))).toEqual([]);
  expect(told('registered', potassium('cancelled'))).toEqual([]);
});
