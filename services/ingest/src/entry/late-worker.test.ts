import { createLogger } from '@labsecure/runtime/logger';
import { expect, test, vi } from 'vitest';
import { createLateWorker } from './late-worker.ts';

const logger = createLogger({ service: 'test', level: 'silent' });
const aWorker = () => ({ start: vi.fn(), stop: vi.fn(async () => undefined), polledRecently: () => true });

test('When the queue does not answer at first, then the worker begins when it does', async () => {
  const worker = aWorker();
  const open = vi.fn(async () => worker).mockRejectedValueOnce(new Error('not there'));
  const late = createLateWorker(open, logger);
  expect(late.polledRecently()).toBe(false);
  late.start();
  await vi.waitFor(() => expect(worker.start).toHaveBeenCalledTimes(1), { timeout: 30_000 });
  expect(late.polledRecently()).toBe(true);
  await late.stop();
  expect(worker.stop).toHaveBeenCalledTimes(1);
});

test('When it is stopped while the queue does not answer, then it stops, and never begins', async () => {
  const open = vi.fn(() => Promise.reject(new Error('not there')));
  const late = createLateWorker(open, logger);
  late.start();
  await late.stop();
  const tries = open.mock.calls.length;
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(open).toHaveBeenCalledTimes(tries);
});

test('When it was never started, then it stops all the same', async () => {
  await createLateWorker(async () => aWorker(), logger).stop();
});
