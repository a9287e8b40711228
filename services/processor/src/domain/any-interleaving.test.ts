import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aBody, deliveryOf, statuses } from '../testing/deliveries.ts';
import { createMemoryWorld } from '../testing/memory-world.ts';
import type { ProcessPorts } from './ports.ts';
import { createProcessSubmission } from './process-submission.ts';

/** The correction moves the result to another patient: the hardest case of order and of concurrency. */
const three = statuses.map((status, index) =>
  deliveryOf(
    aBody({
      status,
      patient_id: status === 'corrected' ? 'P234567' : 'P123456',
      results: [{ test_code: 'HGB', value: 13 + index, unit: 'g/dL' }],
    }),
  ),
);
const correction = three[2]?.submission;

class Killed extends Error {}

/** Every step of every worker waits for the scheduler; a worker dies when its lives are used up. */
const underScheduler = (ports: ProcessPorts, scheduler: fc.Scheduler, steps: number): ProcessPorts => {
  let left = steps;
  const scheduled = Object.entries(ports).map(([name, port]) => [
    name,
    async (...args: unknown[]) => {
      if (left-- <= 0) throw new Killed();
      await scheduler.schedule(Promise.resolve(), name);
      return (port as (...args: unknown[]) => Promise<unknown>)(...args);
    },
  ]);
  return Object.fromEntries(scheduled) as ProcessPorts;
};

test('Whatever way workers interleave and wherever they die, the end is the same', async () => {
  const worker = fc.record({ index: fc.integer({ min: 0, max: 2 }), steps: fc.integer({ min: 0, max: 12 }) });
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.array(worker, { maxLength: 5 }), async (scheduler, dying) => {
      const world = createMemoryWorld(three);
      const run = (index: number, steps: number) => {
        const delivery = three[index] ?? deliveryOf(aBody());
        const process = createProcessSubmission(underScheduler(world.ports, scheduler, steps));
        return process(delivery.submission.result_id, delivery.submission.submission_id).catch(
          (error: unknown) => {
            if (!(error instanceof Killed)) throw error;
          },
        );
      };
      const everyone = [
        ...dying.map(({ index, steps }) => run(index, steps)),
        ...three.map((_, index) => run(index, Number.POSITIVE_INFINITY)),
      ];
      await scheduler.waitFor(Promise.all(everyone));

      expect(world.visibleTo('P123456')).toEqual([]);
      expect(world.visibleTo('P234567')).toMatchObject([{ submission_id: correction?.submission_id }]);
      expect(world.history()).toHaveLength(3);
      expect([...world.states.values()].map(({ state }) => state)).toEqual(['READY', 'READY', 'READY']);
      expect(world.unfinished.size).toBe(0);
      const events = world.eventIds();
      expect(events.length).toBeLessThanOrEqual(3);
      expect(world.published.some((event) => 'patient_id' in event && event.patient_id === 'P234567')).toBe(
        true,
      );
    }),
    { numRuns: 300 },
  );
});
