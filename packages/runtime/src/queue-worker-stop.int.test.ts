import { setTimeout as pause } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { Job } from '../test/queue.ts';
import { useWorkers } from '../test/workers.ts';
import { createQueueWorker } from './queue-worker.ts';

const world = useWorkers();

test('On stop, what is in hand is finished and taken off; what is not in hand stays for others', async () => {
  const release = Promise.withResolvers<void>();
  const started: string[] = [];
  const finished: string[] = [];
  await Promise.all(['a', 'b'].map((job) => world.queue.send({ job })));
  const worker = world.work(async ({ job }) => {
    started.push(job);
    await release.promise;
    finished.push(job);
  });
  await world.waitFor(() => expect(started).toHaveLength(2));
  const stopped = worker.stop();
  await world.queue.send({ job: 'late' });
  await pause(300);
  expect(finished).toEqual([]);
  release.resolve();
  await stopped;
  expect(finished.sort()).toEqual(['a', 'b']);
  expect(started).not.toContain('late');
  expect(await world.queue.depth()).toBe(1);
});

test('A stop does not wait for ever, and what was not finished comes back to another worker', async () => {
  await world.renewQueue(3);
  await world.queue.send({ job: 'endless' });
  const began = vi.fn();
  const worker = world.work(
    () => {
      began();
      return new Promise(() => {});
    },
    { stopTimeoutMs: 100 },
  );
  await world.waitFor(() => expect(began).toHaveBeenCalled());
  await worker.stop();
  expect(await world.queue.depth()).toBe(1);
  const second = vi.fn(async () => {});
  world.work(second);
  await world.emptied();
  expect(second).toHaveBeenCalledTimes(1);
});

test('A stop while nothing comes in does not wait for the poll to end', async () => {
  const worker = world.work(async () => {}, { waitTimeSeconds: 20 });
  await pause(200);
  const since = performance.now();
  await worker.stop();
  // The poll would have gone on for twenty.
  expect(performance.now() - since).toBeLessThan(15_000);
});

test('A long handler keeps its message: nobody else gets it meanwhile', async () => {
  await world.renewQueue(8);
  const handle = vi.fn(() => pause(12_000));
  await world.queue.send({ job: 'long' });
  world.work(handle);
  world.work(handle);
  await world.emptied();
  expect(handle).toHaveBeenCalledTimes(1);
});

test('No more than the allowed number is handled at once, and a free place is filled before the others are done', async () => {
  const slow = Promise.withResolvers<void>();
  let now = 0;
  let most = 0;
  let quick = 0;
  await world.queue.send({ job: 'slow' });
  await Promise.all(Array.from({ length: 12 }, () => world.queue.send({ job: 'quick' })));
  world.work(
    async ({ job }) => {
      most = Math.max(most, ++now);
      await (job === 'slow' ? slow.promise : pause(20));
      now--;
      if (job === 'quick') quick++;
    },
    { concurrency: 3 },
  );
  await world.waitFor(() => expect(quick).toBe(12));
  slow.resolve();
  await world.emptied();
  expect(most).toBeLessThanOrEqual(3);
});

test('A worker that polls is ready, one that never started is not', async () => {
  const idle = createQueueWorker({
    ...world.queue,
    sqs: world.aws.sqs,
    schema: Job,
    handle: async () => {},
    logger: world.log.logger,
  });
  expect(idle.polledRecently()).toBe(false);
  const worker = world.work(async () => {});
  await world.waitFor(() => expect(worker.polledRecently()).toBe(true));
  await idle.stop();
});
