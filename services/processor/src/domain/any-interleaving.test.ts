import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aBody, deliveryOf, statuses } from '../testing/deliveries.ts';
import { createMemoryWorld } from '../testing/memory-world.ts';
import { aPatient, johnSmith } from '../testing/people.ts';
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

/** Runs everyone's steps in some order; those who die are no failure. */
const runAll = async (scheduler: fc.Scheduler, everyone: Promise<unknown>[]): Promise<void> => {
  const survived = everyone.map((one) =>
    one.catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error;
    }),
  );
  await scheduler.waitFor(Promise.all(survived));
};

test('Whatever way workers interleave and wherever they die, the end is the same', async () => {
  const worker = fc.record({ index: fc.integer({ min: 0, max: 2 }), steps: fc.integer({ min: 0, max: 16 }) });
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.array(worker, { maxLength: 5 }), async (scheduler, dying) => {
      const world = createMemoryWorld(three);
      const run = (index: number, steps: number) => {
        const delivery = three[index] ?? deliveryOf(aBody());
        const process = createProcessSubmission(underScheduler(world.ports, scheduler, steps));
        return process(delivery.submission.result_id, delivery.submission.submission_id);
      };
      const everyone = [
        ...dying.map(({ index, steps }) => run(index, steps)),
        ...three.map((_, index) => run(index, Number.POSITIVE_INFINITY)),
      ];
      await runAll(scheduler, everyone);

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

test('Whoever of many workers sees whom, and whenever staff decide, one decision is followed and one person sees the result', async () => {
  const sent = fc.constantFrom('John Smith', 'J Smith');
  const worker = fc.record({ blind: fc.boolean(), steps: fc.integer({ min: 0, max: 16 }) });
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      sent,
      fc.array(worker, { maxLength: 4 }),
      async (scheduler, name, dying) => {
        const delivery = deliveryOf(aBody({ patient_id: 'X-1', patient: { ...johnSmith, name } }));
        const { result_id, submission_id } = delivery.submission;
        const world = createMemoryWorld([delivery], [aPatient(), aPatient({ patient_id: 'P2', sex: 'F' })]);
        const alike = async () => ({ patients: [], complete: true });
        const run = ({ blind, steps }: { blind: boolean; steps: number }) => {
          const ports = blind ? { ...world.ports, alike } : world.ports;
          return createProcessSubmission(underScheduler(ports, scheduler, steps))(result_id, submission_id);
        };
        const staff = async () => {
          for (let tries = 0; tries < 20; tries++) {
            await scheduler.schedule(Promise.resolve(), 'staff');
            world.release(submission_id, 'P2');
          }
        };
        const forEver = { blind: false, steps: Number.POSITIVE_INFINITY };
        await runAll(scheduler, [...[...dying, forEver].map(run), staff()]);
        world.release(submission_id, 'P2');
        if (world.unfinished.size > 0) await runAll(scheduler, [run(forEver)]);

        const decision = world.recognitions.get(submission_id);
        expect(decision).toMatchObject({ patient_id: expect.stringMatching(/^(P2|X-1)$/) });
        expect(world.states.get(submission_id)?.state).toBe('READY');
        expect([world.unfinished.size, world.held.size]).toEqual([0, 0]);
        const seeing = ['P123456', 'P2', 'X-1'].filter((id) => world.visibleTo(id).length > 0);
        expect(seeing).toEqual([decision !== 'held' && decision?.patient_id]);
        const told = world.published.filter(({ kind }) => kind === 'result-visible');
        expect(new Set(told.map(({ event_id }) => event_id)).size).toBe(1);
      },
    ),
    { numRuns: 300 },
  );
});
