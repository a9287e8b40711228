import { startChild } from '@labsecure/testing/child';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type CloudWorld, startCloudWorld } from './testing/cloud-world.ts';
import { aBody, deliveryOf } from './testing/deliveries.ts';
import { startSlowProxy } from './testing/slow-proxy.ts';

let world: CloudWorld;
beforeAll(async () => {
  world = await startCloudWorld();
});
afterAll(() => world.close());

const patience = { timeout: 90_000, interval: 20 };

test('When SIGTERM comes with work in hand, that work is finished, the rest stays in the queue, and the process ends well', {
  timeout: 400_000,
}, async () => {
  const deliveries = Array.from({ length: 60 }, (_, index) =>
    deliveryOf(aBody({ accession_number: `term-${index}` })),
  );
  await Promise.all(deliveries.map((delivery) => world.keep(delivery)));
  await Promise.all(deliveries.map(({ submission }) => world.announce(submission)));
  const slow = await startSlowProxy(world.cloud.env.AWS_ENDPOINT_URL_S3 ?? '', 1500);
  const settings = { ...world.cloud.env, AWS_ENDPOINT_URL_S3: slow.url, PORT: '0', WORKER_CONCURRENCY: '8' };
  const child = startChild(new URL('./main.ts', import.meta.url), [], settings);
  await vi.waitFor(() => expect(slow.requests()).toBeGreaterThanOrEqual(8), patience);
  child.process.kill('SIGTERM');
  expect(await child.ended).toBe(0);
  slow.close();
  expect(child.output()).toContain('service.stopped');

  const states = await Promise.all(deliveries.map(({ submission }) => world.stateOf(submission)));
  const ready = deliveries.filter((_, index) => states[index]?.state === 'READY');
  const untouched = deliveries.filter((_, index) => states[index] === undefined);
  expect(ready.length).toBeGreaterThan(0);
  expect(untouched.length).toBeGreaterThan(0);
  expect(ready.length + untouched.length).toBe(deliveries.length);

  const left = await world.messagesOf('lab-results');
  const done = new Set(ready.map(({ submission }) => submission.submission_id));
  expect(left.filter(({ body }) => done.has(JSON.parse(body).submission_id))).toEqual([]);

  for (const { body } of left) await world.send(body);
  const next = await world.processor({ RECONCILE_AFTER_SECONDS: '1', RECONCILE_EVERY_SECONDS: '1' });
  next.start();
  try {
    for (const { submission } of deliveries) {
      await vi.waitFor(async () => expect((await world.stateOf(submission))?.state).toBe('READY'), patience);
    }
  } finally {
    await next.stop();
  }
});
