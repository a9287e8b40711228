import { digestOf } from '@labsecure/contracts/identity';
import { expect, test } from 'vitest';
import { createKnownDigests } from './known-digests.ts';

test('Of many thousands each is new the first time, and known from then on', () => {
  const known = createKnownDigests();
  const digests = Array.from({ length: 5000 }, (_, at) => digestOf(Buffer.from(String(at))));
  for (const digest of digests) {
    expect(known.has(digest)).toBe(false);
    known.add(digest);
    known.add(digest);
  }
  for (const digest of digests) expect(known.has(digest)).toBe(true);
});

test('A digest that begins with nothing but zeros is remembered like any other', () => {
  const known = createKnownDigests();
  const zeros = '0'.repeat(64);
  expect(known.has(zeros)).toBe(false);
  known.add(zeros);
  expect(known.has(zeros)).toBe(true);
});
