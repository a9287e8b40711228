import { expect, test } from 'vitest';
import { dropKeysOf, nameIn, readDropPath } from './drop-path.ts';

const at = new Date('2024-03-09T23:59:59.000Z');
const digest = 'ab'.repeat(32);
const keysOf = (key: string) => {
  const path = readDropPath(key);
  return path && dropKeysOf(path, at, digest);
};

test('When a file lies under a lab, then its places carry lab, day and digest, and its own name unchanged', () => {
  expect(keysOf('incoming/LAB001/daily/results 1.csv')).toEqual({
    accepted: 'accepted/LAB001/2024/03/09/abababababababab/daily/results 1.csv',
    processed: 'processed/LAB001/2024/03/09/abababababababab/daily/results 1.csv',
    quarantined: 'incoming/LAB001/2024/03/09/abababababababab/daily/results 1.csv',
    reasons: 'incoming/LAB001/2024/03/09/abababababababab/daily/results 1.csv.reasons.json',
  });
});

test('When a registry comes, then its places are those of patients', () => {
  expect(keysOf('patients/march.csv')).toEqual({
    accepted: 'accepted/patients/2024/03/09/abababababababab/march.csv',
    processed: 'processed/patients/2024/03/09/abababababababab/march.csv',
    quarantined: 'patients/2024/03/09/abababababababab/march.csv',
    reasons: 'patients/2024/03/09/abababababababab/march.csv.reasons.json',
  });
});

test.each([
  ['incoming/a.csv', undefined, 'a.csv'],
  ['incoming//a.csv', undefined, 'a.csv'],
  ['incoming/LAB001/a.csv', 'LAB001', 'a.csv'],
  ['incoming/LAB001/b/a\nb.csv', 'LAB001', 'a\nb.csv'],
])('The lab of %j is %s', (key, lab, name) => {
  const path = readDropPath(key);
  expect(path).toMatchObject({ kind: 'results', ...(lab && { lab_id: lab }) });
  expect(path && 'lab_id' in path).toBe(lab !== undefined);
  expect(path && nameIn(path)).toBe(name);
});

test.each(['accepted/LAB001/a.csv', 'processed/a', 'other', 'incoming', 'xincoming/LAB001/a'])(
  'Nothing is taken from %s',
  (key) => expect(readDropPath(key)).toBeUndefined(),
);

test('When a name is as long as S3 lets it be, then its places are not longer, and end as it does', () => {
  const long = `incoming/LAB001/${'é'.repeat(500)}.csv`;
  const keys = keysOf(long);
  for (const key of Object.values(keys ?? {})) expect(Buffer.byteLength(key)).toBeLessThanOrEqual(1024);
  expect(keys?.accepted).toMatch(/^accepted\/LAB001\/2024\/03\/09\/(ab){8}\/é+\.csv$/);
});

test('When a file has no name at all, then it still has a place', () => {
  expect(keysOf('incoming/LAB001/')?.accepted).toBe('accepted/LAB001/2024/03/09/abababababababab/unnamed');
});
