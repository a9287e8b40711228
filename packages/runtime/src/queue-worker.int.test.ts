import { PermanentError } from '@labsecure/contracts/errors';
import type { Static } from 'typebox';
import { expect, test, vi } from 'vitest';
import type { Job } from '../test/queue.ts';
import { useWorkers } from '../test/workers.ts';

const world = useWorkers();

test('A handled message is taken off the queue', async () => {
  const seen: Static<typeof Job>[] = [];
  await world.queue.send({
    job: 'one',
    traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  });
  world.work(async (message, { receiveCount, traceparent }) => {
    seen.push(message);
    expect(receiveCount).toBe(1);
    expect(traceparent).toBe(message.traceparent);
  });
  await world.emptied();
  expect(seen).toHaveLength(1);
});

test.each([
  ['is not JSON', '{"job": broken'],
  ['is not of the schema', '{"task": 1}'],
])('A message that %s is parked at once, and the handler never sees it', async (_what, body) => {
  const handle = vi.fn(async () => {});
  await world.queue.send(body);
  world.work(handle);
  await world.emptied();
  expect(await world.queue.parked()).toEqual([{ body, reason: 'E_UNREADABLE' }]);
  expect(handle).not.toHaveBeenCalled();
  expect(world.log.text()).not.toContain('broken');
});

test('A message that no retry will help is parked with the reason as a code, after one try', async () => {
  const handle = vi.fn(() => Promise.reject(new PermanentError('Canary Smith 7.77', 'E_NO_SUBMISSION')));
  await world.queue.send({ job: 'poison' });
  world.work(handle);
  await world.emptied();
  const parked = await world.queue.parked();
  expect(parked).toEqual([{ body: '{"job":"poison"}', reason: 'E_NO_SUBMISSION' }]);
  expect(JSON.stringify(parked)).not.toContain('Canary');
  expect(handle).toHaveBeenCalledTimes(1);
});

test('A poison message does not hold up the others', async () => {
  const done: string[] = [];
  await Promise.all(['a', 'poison', 'b', 'poison', 'c'].map((job) => world.queue.send({ job })));
  world.work(async ({ job }) => {
    if (job === 'poison') throw new PermanentError('never');
    done.push(job);
  });
  await world.emptied();
  expect(done.sort()).toEqual(['a', 'b', 'c']);
  expect(await world.queue.parked()).toHaveLength(2);
});

test('A failure is tried again, with the delay of its receive count', async () => {
  const at: number[] = [];
  const delays: number[] = [];
  await world.queue.send({ job: 'flaky' });
  world.work(
    async () => {
      at.push(performance.now());
      if (at.length < 3) throw new Error('not yet');
    },
    {
      retryDelaySeconds: (receiveCount) => {
        delays.push(receiveCount);
        return receiveCount;
      },
    },
  );
  await world.emptied();
  const [first = 0, second = 0, third = 0] = at;
  expect(delays).toEqual([1, 2]);
  expect(second - first).toBeGreaterThan(900);
  expect(third - second).toBeGreaterThan(1900);
  expect(await world.queue.parked()).toEqual([]);
});

test('When the last allowed try fails too, then it is told, and the message is parked', async () => {
  await world.renewQueue(30, 2);
  const exhausted = vi.fn(async () => {});
  const handle = vi.fn(() => Promise.reject(new Error('down')));
  await world.queue.send({ job: 'hopeless' });
  world.work(handle, { onExhausted: exhausted });
  await world.emptied();
  expect(handle).toHaveBeenCalledTimes(2);
  expect(exhausted).toHaveBeenCalledTimes(1);
  expect(exhausted).toHaveBeenCalledWith(
    { job: 'hopeless' },
    expect.objectContaining({ message: 'down' }),
    expect.objectContaining({ receiveCount: 2 }),
  );
  expect(await world.queue.parked()).toEqual([{ body: '{"job":"hopeless"}', reason: 'E_UNEXPECTED' }]);
});

test('The same message delivered ten times is handled ten times, and all ten are gone', async () => {
  const handle = vi.fn(async () => {});
  await Promise.all(Array.from({ length: 10 }, () => world.queue.send({ job: 'same' })));
  world.work(handle);
  await world.emptied();
  expect(handle).toHaveBeenCalledTimes(10);
});
