import { startChild } from '@labsecure/testing/child';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type CloudWorld, startCloudWorld } from './testing/cloud-world.ts';
import { aBody, deliveryOf, type TestDelivery } from './testing/deliveries.ts';

let world: CloudWorld;
beforeAll(async () => {
  world = await startCloudWorld();
});
afterAll(() => world.close());

const mortal = new URL('./testing/mortal-processor.ts', import.meta.url);
const patience = { timeout: 60_000, interval: 200 };
const env = () => ({
  ...world.cloud.env,
  PORT: '0',
  WORKER_CONCURRENCY: '1',
  RECONCILE_AFTER_SECONDS: '3600',
});

/** How many calls a message takes depends on the pace (its lease is prolonged): far more than any needed here. */
const mostCalls = 60;
const atOnce = 3;

/** Each of these processors takes one message and dies one call later than the one before, until one lives. */
const dieAtEveryStep = async (): Promise<{
  deliveries: TestDelivery[];
  ends: (number | NodeJS.Signals)[];
}> => {
  const deliveries: TestDelivery[] = [];
  const ends: (number | NodeJS.Signals)[] = [];
  const dieAfter = async (calls: number): Promise<void> => {
    const delivery = deliveryOf(aBody({ accession_number: `crash-${calls}` }));
    deliveries.push(delivery);
    await world.keep(delivery);
    await world.announce(delivery.submission);
    ends.push(await startChild(mortal, [String(calls)], env()).ended);
  };
  for (let calls = 1; calls <= mostCalls && !ends.includes(0); calls += atOnce) {
    await Promise.all(Array.from({ length: atOnce }, (_, index) => dieAfter(calls + index)));
  }
  return { deliveries, ends };
};

test('When processors are killed after each of their steps, the next one finishes everything, and nothing twice', {
  timeout: 240_000,
}, async () => {
  const { deliveries, ends } = await dieAtEveryStep();
  expect(ends).not.toContain(1);
  expect(ends.filter((end) => end === 'SIGKILL').length).toBeGreaterThanOrEqual(9);
  expect(ends).toContain(0);

  const processor = await world.processor({ RECONCILE_AFTER_SECONDS: '1', RECONCILE_EVERY_SECONDS: '1' });
  processor.start();
  try {
    for (const { submission } of deliveries) {
      await vi.waitFor(async () => expect((await world.stateOf(submission))?.state).toBe('READY'), patience);
      expect(await world.reader.resultOf(submission.patient_id, submission.result_id)).toMatchObject({
        submission_id: submission.submission_id,
      });
      expect(await world.reader.versionsOf(submission.result_id)).toHaveLength(1);
      expect(await world.visibleEvents(submission.result_id)).toHaveLength(1);
    }
    await vi.waitFor(
      async () => expect(await world.submissions.pendingOfPatient('P123456')).toEqual([]),
      patience,
    );
  } finally {
    await processor.stop();
  }
});
