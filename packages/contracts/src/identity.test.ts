import { expect, test } from 'vitest';
import {
  claimOf,
  digestOf,
  digestOfEntry,
  idempotencyKeyOfEntry,
  panelKeyOf,
  rawKeyOf,
  resultIdOf,
  submissionIdOf,
} from './identity.ts';

const digest = digestOf(Buffer.from('body'));
const base = { lab_id: 'LAB001', panel: { id: 'cbc' as const }, accession_number: 'A-1', digest };

test('When the same delivery is named again, then it has the same ids, and they are version 5 UUIDs', () => {
  const id = resultIdOf(base);
  expect(resultIdOf({ ...base })).toBe(id);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(submissionIdOf(id, digest)).toBe(submissionIdOf(id, digest));
  expect(submissionIdOf(id, digest)).not.toBe(id);
});

test('When lab, accession number or panel differ, then it is another result', () => {
  const ids = [
    base,
    { ...base, lab_id: 'LAB002' },
    { ...base, accession_number: 'A-2' },
    { ...base, panel: { id: 'cmp' as const } },
  ].map(resultIdOf);
  expect(new Set(ids).size).toBe(4);
});

test('When there is an accession number, then a corrected body is the same result and another submission', () => {
  const corrected = { ...base, digest: digestOf(Buffer.from('corrected')) };
  expect(resultIdOf(corrected)).toBe(resultIdOf(base));
  expect(submissionIdOf(resultIdOf(base), corrected.digest)).not.toBe(
    submissionIdOf(resultIdOf(base), digest),
  );
});

test('When there is no accession number, then the Idempotency-Key names the result, and without it the body does', () => {
  const anonymous = { lab_id: 'LAB001', panel: { id: 'cbc' as const }, digest };
  const keyed = { ...anonymous, idempotency_key: 'k1' };
  expect(resultIdOf({ ...keyed, digest: 'other' })).toBe(resultIdOf(keyed));
  expect(resultIdOf({ ...anonymous, digest: 'other' })).not.toBe(resultIdOf(anonymous));
});

test('When parts of an id are shifted against each other, then they do not collide', () => {
  const named = (accession_number: string, name: string) =>
    resultIdOf({ ...base, accession_number, panel: { id: 'other', name } });
  expect(named('A', 'Bc')).not.toBe(named('AB', 'c'));
});

test('When the catalogue does not know a panel, then its code tells it from others, or its name', () => {
  const iron = { id: 'other', code: 'FE-1', name: 'Iron' } as const;
  expect(panelKeyOf(iron)).toBe('other fe 1');
  expect(panelKeyOf({ ...iron, code: 'fe 1', name: 'Iron studies' })).toBe(panelKeyOf(iron));
  expect(panelKeyOf({ id: 'other', name: ' IRON ' })).toBe('other iron');
  expect([{ name: 'Other' }, { code: '--' }, {}].map((more) => panelKeyOf({ id: 'other', ...more }))).toEqual(
    ['other', 'other', 'other'],
  );
  expect(panelKeyOf({ id: 'cbc', code: 'FE-1' })).toBe('cbc');
});

test('When two results have the same accession number and panel, then they claim the same place; without a number, none', () => {
  const iron = { accession_number: 'A1', panel: { id: 'other', name: 'Iron' } } as const;
  expect(claimOf(iron)).toBe(claimOf({ ...iron, panel: { id: 'other', code: 'IRON' } }));
  expect(claimOf(iron)).not.toBe(claimOf({ ...iron, panel: { id: 'other', name: 'Vitamins' } }));
  expect(claimOf({ panel: iron.panel })).toBeUndefined();
});

test('When a submission is retried after midnight, then its bytes are kept under the same key', () => {
  const key = rawKeyOf({
    lab_id: 'LAB001',
    reported_at: '2024-01-15T22:30:00-05:00',
    result_id: 'r',
    digest: 'd',
    extension: 'json',
  });
  expect(key).toBe('raw/LAB001/2024/01/16/r/d.json');
});

test('When a body has several results, then the first goes by what the body goes by, and each other by its own', () => {
  const digests = [0, 1, 2].map((entry) => digestOfEntry(digest, entry));
  expect(digests[0]).toBe(digest);
  expect(new Set(digests).size).toBe(3);
  for (const one of digests) expect(one).toMatch(/^[0-9a-f]{64}$/);
  const keys = [0, 1, 2].map((entry) => idempotencyKeyOfEntry('k', entry));
  expect(keys[0]).toBe('k');
  expect(new Set([...keys, 'k1', 'k2']).size).toBe(5);
});
