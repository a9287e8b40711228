import fc from 'fast-check';
import { expect, test } from 'vitest';
import { versionOrder } from './version-order.ts';
import { type ResultStatus, resultStatuses } from './vocabulary.ts';

const at = '2024-01-15T10:30:00-05:00';

test('When two versions were reported at the same moment, then the higher status rank is the later version', () => {
  const inOrder = resultStatuses.map((status) => versionOrder(at, status, 'same'));
  expect(inOrder.toSorted()).toEqual(inOrder);
  expect(new Set(inOrder).size).toBe(resultStatuses.length);
});

test('When a preliminary was reported after a final one, then the time it was reported decides', () => {
  const final = versionOrder('2024-01-15T10:30:00Z', 'final', 'b');
  const later = versionOrder('2024-01-15T10:30:01Z', 'preliminary', 'a');
  expect(later > final).toBe(true);
});

test('When the same moment is written with different offsets, then it is the same place in the order', () => {
  expect(versionOrder('2024-01-15T10:30:00-05:00', 'final', 'a')).toBe(
    versionOrder('2024-01-15T15:30:00Z', 'final', 'a'),
  );
});

test('Whatever the times, then the strings sort as the moments do', () => {
  const moment = fc.date({ min: new Date('1970-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
  const status = fc.constantFrom<ResultStatus>(...resultStatuses);
  fc.assert(
    fc.property(moment, moment, status, status, (a, b, sa, sb) => {
      fc.pre(a.getTime() !== b.getTime());
      const [x, y] = [versionOrder(a.toISOString(), sa, 'a'), versionOrder(b.toISOString(), sb, 'b')];
      expect(x < y).toBe(a < b);
    }),
  );
});
