import { randomUUID } from 'node:crypto';
import { idempotencyIdOf, receiptIdOf } from '@labsecure/contracts/identity';
import { expect, test } from 'vitest';
import { startTables } from '../test/tables.ts';
import { createSubmissions } from './submissions.ts';

const submissions = createSubmissions(await startTables());

test('An Idempotency-Key belongs to the first body, for its lab, however many ask at once', async () => {
  const key = randomUUID();
  const digests = ['a', 'b', 'c', 'a', 'b', 'c'];
  const claims = await Promise.all(
    digests.map((digest) => submissions.claimIdempotencyKey('LAB001', key, digest)),
  );
  const winners = new Set(digests.filter((_digest, index) => claims[index] === 'ours'));
  expect(winners.size).toBe(1);
  const [winner = ''] = winners;
  expect(await submissions.claimIdempotencyKey('LAB001', key, winner)).toBe('ours');
  expect(await submissions.claimIdempotencyKey('LAB001', key, 'd')).toBe('taken');
  expect(await submissions.claimIdempotencyKey('LAB002', key, 'd')).toBe('ours');
});

test('A remembered Idempotency-Key is no submission', async () => {
  const key = randomUUID();
  await submissions.claimIdempotencyKey('LAB001', key, 'a');
  const id = idempotencyIdOf('LAB001', key);
  expect(await submissions.ofResult(id)).toEqual([]);
  expect(await submissions.find(id, 'idempotency')).toBeUndefined();
});

test('Of many who say when a body was first received, one is believed for good, for its lab alone', async () => {
  const digest = randomUUID();
  const times = [1, 2, 3, 4].map((hour) => `2024-01-15T0${hour}:00:00.000Z`);
  const said = await Promise.all(times.map((time) => submissions.firstReceiptOf('LAB001', digest, time)));
  expect(new Set(said).size).toBe(1);
  expect(times).toContain(said[0]);
  expect(await submissions.firstReceiptOf('LAB001', digest, '2025-01-01T00:00:00.000Z')).toBe(said[0]);
  const other = '2025-01-01T00:00:00.000Z';
  expect(await submissions.firstReceiptOf('LAB002', digest, other)).toBe(other);
  expect(await submissions.ofResult(receiptIdOf('LAB001', digest))).toEqual([]);
});
