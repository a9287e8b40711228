import { expect, test } from 'vitest';
import { exitCodeOf } from './exit-code.ts';
import type { Outcome } from './outcome.ts';

test.each<[Outcome[], number]>([
  [[], 0],
  [['sent', 'waiting'], 0],
  [['sent', 'uploaded'], 0],
  [['sent', 'partly'], 1],
  [['refused', 'unreachable'], 3],
  [['refused', 'unreachable', 'denied'], 2],
  [['sent', 'unreadable'], 2],
])('%j ends with %i', (outcomes, code) => {
  expect(exitCodeOf(outcomes)).toBe(code);
});
