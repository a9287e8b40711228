import { expect, test, vi } from 'vitest';
import { createProbes } from './health.ts';

test('Readiness names what fails, and not why', async () => {
  const failures: string[] = [];
  const probes = createProbes(
    { queue: async () => {}, table: () => Promise.reject(new Error('secret reason')) },
    { onFailure: (name) => failures.push(name) },
  );
  expect(await probes()).toEqual({ ready: false, checks: { queue: 'ok', table: 'failing' } });
  expect(failures).toEqual(['table']);
});

test('However often readiness is asked for, a probe is asked once in its time', async () => {
  const probe = vi.fn(async () => {});
  const probes = createProbes({ probe }, { ttlMs: 60_000 });
  await Promise.all([probes(), probes(), probes()]);
  await probes();
  expect(probe).toHaveBeenCalledTimes(1);
});

test('An outcome is not believed for ever', async () => {
  const probe = vi.fn(async () => {});
  const probes = createProbes({ probe }, { ttlMs: 0 });
  await probes();
  probe.mockRejectedValueOnce(new Error('gone'));
  expect((await probes()).ready).toBe(false);
});

test('A probe that hangs counts as failing', async () => {
  const probes = createProbes({ hung: () => new Promise(() => {}) }, { timeoutMs: 20 });
  expect(await probes()).toEqual({ ready: false, checks: { hung: 'failing' } });
});
