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
const patience = { timeout: 120_000, interval: 200 };
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
const dieAtEveryStep = async (
  bodyFor: (calls: number) => Record<string, unknown>,
): Promise<{
  deliveries: TestDelivery[];
  ends: (number | NodeJS.Signals)[];
}> => {
  const deliveries: TestDelivery[] = [];
  const ends: (number | NodeJS.Signals)[] = [];
  const dieAfter = async (calls: number): Promise<void> => {
    const delivery = deliveryOf(bodyFor(calls));
    deliveries.push(delivery);
    await world.keep(delivery);
    await world.announce(delivery.submission);
    ends.push(await startChild(mortal, [String(calls)], env()).ended);
  };
  for (let calls = 1; calls <= mostCalls && !ends.includes(0); calls += atOnce) {
    // What the dead had in hand would come back after a minute, half done, and be taken for a message of its own.
    await world.purge();
    await Promise.all(Array.from({ length: atOnce }, (_, index) => dieAfter(calls + index)));
  }
  expect(ends).not.toContain(1);
  expect(ends).toContain(0);
  return { deliveries, ends };
};

const killed = (ends: (number | NodeJS.Signals)[]): number => ends.filter((end) => end === 'SIGKILL').length;

const eager = { RECONCILE_AFTER_SECONDS: '1', RECONCILE_EVERY_SECONDS: '1' };

const untilIs = (state: string, { submission }: TestDelivery) =>
  vi.waitFor(async () => expect((await world.stateOf(submission))?.state).toBe(state), patience);

test('When processors are killed after each of their steps, the next one finishes everything, and nothing twice', {
  timeout: 600_000,
}, async () => {
  const { deliveries, ends } = await dieAtEveryStep((calls) =>
    aBody({
      accession_number: `crash-${calls}`,
      patient_id: `NEW-${calls}`,
      patient: { name: 'Nova Newcomer', date_of_birth: '1971-01-01' },
    }),
  );
  expect(killed(ends)).toBeGreaterThanOrEqual(14);

  const processor = await world.processor(eager);
  processor.start();
  try {
    for (const delivery of deliveries) {
      const { submission } = delivery;
      await untilIs('READY', delivery);
      expect(await world.reader.resultOf(submission.patient_id, submission.result_id)).toMatchObject({
        submission_id: submission.submission_id,
      });
      expect(await world.reader.versionsOf(submission.result_id)).toHaveLength(1);
      expect(await world.visibleEvents(submission.result_id)).toHaveLength(1);
      expect(await world.patients.find(submission.patient_id)).toMatchObject({
        family_name: 'Newcomer',
        provisional: true,
      });
      await vi.waitFor(
        async () => expect(await world.submissions.pendingOfPatient(submission.patient_id)).toEqual([]),
        patience,
      );
    }
  } finally {
    await processor.stop();
  }
});

test('When processors are killed after each step of leaving it to staff, all wait for them, and each is released once', {
  timeout: 600_000,
}, async () => {
  const { deliveries, ends } = await dieAtEveryStep((calls) =>
    aBody({
      accession_number: `held-${calls}`,
      patient_id: `HELD-${calls}`,
      patient: { name: 'J Smith', date_of_birth: '1985-03-15' },
    }),
  );
  expect(killed(ends)).toBeGreaterThanOrEqual(12);

  const processor = await world.processor(eager);
  processor.start();
  try {
    const waiting = deliveries.map(({ submission }) => submission.submission_id).sort();
    await vi.waitFor(async () => {
      const { items } = await world.reviews.held({ limit: 100 });
      expect(items.map(({ submission }) => submission.submission_id).sort()).toEqual(waiting);
    }, patience);
    for (const delivery of deliveries) {
      const { result_id, submission_id } = delivery.submission;
      await untilIs('HELD', delivery);
      expect(await world.reader.versionsOf(result_id)).toEqual([]);
      expect(await world.visibleEvents(result_id)).toHaveLength(1);
      await world.reviews.decide({ result_id, submission_id, patient_id: 'P123456', decided_by: 'staff-1' });
    }
    for (const delivery of deliveries) {
      const { result_id, submission_id } = delivery.submission;
      await untilIs('READY', delivery);
      expect(await world.reader.resultOf('P123456', result_id)).toMatchObject({ submission_id });
      expect(await world.visibleEvents(result_id)).toHaveLength(2);
    }
    await vi.waitFor(
      async () => expect(await world.submissions.pendingOfPatient('P123456')).toEqual([]),
      patience,
    );
    expect((await world.reviews.held({ limit: 100 })).items).toEqual([]);
  } finally {
    await processor.stop();
  }
});
