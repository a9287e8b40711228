import { expect, test } from 'vitest';
import { nextTraceparent, traceIdOf } from './trace.ts';

const incoming = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

test('The trace of the caller goes on under a new step', () => {
  const next = nextTraceparent(incoming);
  expect(traceIdOf(next)).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
  expect(next).not.toBe(incoming);
});

test.each([
  undefined,
  '',
  'canary John Smith',
  '00-00000000000000000000000000000000-00f067aa0ba902b7-01',
  '00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01',
  `${incoming}-more`,
])('What is no trace context (%s) starts a new trace', (malformed) => {
  const next = nextTraceparent(malformed);
  expect(traceIdOf(next)).toMatch(/^[0-9a-f]{32}$/);
  expect(next).not.toContain('4bf92f35');
});
