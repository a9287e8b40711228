import { InvalidInputError } from '@labsecure/contracts/errors';
import { expect, test } from 'vitest';
import { idempotencyKeyOf } from './idempotency-key.ts';

test('When there is no header, there is no key', () => {
  expect(idempotencyKeyOf(undefined)).toBeUndefined();
});

test.each(['a', '7c2f-!~', 'k'.repeat(255)])('Visible ASCII of up to 255 characters is a key', (key) => {
  expect(idempotencyKeyOf(key)).toBe(key);
});

test.each(['', 'k'.repeat(256), 'two words', 'tab\t', 'clé', 'a, b'])('%j is refused with 400', (key) => {
  expect(() => idempotencyKeyOf(key)).toThrow(
    expect.objectContaining({ name: InvalidInputError.name, status: 400, code: 'E_IDEMPOTENCY_KEY' }),
  );
});
