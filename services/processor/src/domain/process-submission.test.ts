import { expect, test } from 'vitest';
import { aBody, deliveryOf, sixOrders, statuses, type TestDelivery } from '../testing/deliveries.ts';
import { createMemoryWorld, type MemoryWorld } from '../testing/memory-world.ts';
import { aPatient } from '../testing/people.ts';
import { createProcessSubmission } from './process-submission.ts';

const processing = ({ ports }: MemoryWorld) => {
  const process = createProcessSubmission(ports);
  return ({ submission }: TestDelivery) => process(submission.result_id, submission.submission_id);
};
const three = statuses.map((status, index) =>
  deliveryOf(aBody({ status, results: [{ test_code: 'HGB', value: 13 + index, unit: 'g/dL' }] })),
);
const shownValues = (world: MemoryWorld, patient = 'P123456') =>
  world.visibleTo(patient).map(({ observations }) => observations[0]?.value.sent);

test('A submission becomes a version that its patient sees, and an event', async () => {
  const delivery = deliveryOf(aBody());
  const world = createMemoryWorld([delivery]);
  expect(await processing(world)(delivery)).toBe('READY');
  expect(world.visibleTo('P123456')).toMatchObject([
    {
      lab_name: 'Quest Diagnostics',
      status: 'final',
      corrected: false,
      raw_key: delivery.submission.raw_key,
    },
  ]);
  expect(world.published).toMatchObject([{ kind: 'result-visible', patient_id: 'P123456' }]);
  expect(world.unfinished.size).toBe(0);
});

test.each(sixOrders)(
  'When versions arrive in the order %i, %i, %i, the patient sees the correction, with all as history',
  async (...order) => {
    const world = createMemoryWorld(three);
    for (const index of order) await processing(world)(three[index] ?? deliveryOf(aBody()));
    expect(shownValues(world)).toEqual(['15']);
    expect(world.history()).toHaveLength(3);
    expect(world.visibleTo('P123456')[0]?.corrected).toBe(true);
  },
);

test('When an older version comes late, nobody is notified of it, and the lab learns why', async () => {
  const world = createMemoryWorld(three);
  const [preliminary, final] = three as [TestDelivery, TestDelivery];
  await processing(world)(final);
  await processing(world)(preliminary);
  expect(world.published).toHaveLength(1);
  const remarks = world.states.get(preliminary.submission.submission_id)?.problems.map(({ code }) => code);
  expect(remarks).toContain('W_OUT_OF_ORDER');
});

test.each([
  ['in order', [0, 1]],
  ['out of order', [1, 0]],
] as const)(
  'When a correction names another patient, the first sees it no more (%s)',
  async (_name, order) => {
    const both = [
      deliveryOf(aBody()),
      deliveryOf(aBody({ status: 'corrected', patient_id: 'P234567', reported_at: '2024-01-16T08:00:00Z' })),
    ];
    const world = createMemoryWorld(both);
    for (const index of order) await processing(world)(both[index] ?? deliveryOf(aBody()));
    expect(world.visibleTo('P123456')).toEqual([]);
    expect(world.visibleTo('P234567')).toMatchObject([{ corrected: true }]);
  },
);

test('When the kept bytes cannot be read any more, the submission is rejected with the problems and the lab is told', async () => {
  const delivery = deliveryOf('{"patient_id":');
  const world = createMemoryWorld([delivery]);
  expect(await processing(world)(delivery)).toBe('REJECTED');
  expect(world.states.get(delivery.submission.submission_id)?.problems).toMatchObject([{ code: 'E_JSON' }]);
  expect(world.published).toMatchObject([{ kind: 'submission-ended', state: 'REJECTED', lab_id: 'LAB001' }]);
  expect(world.history()).toEqual([]);
});

test('When the date of birth is not that of the registered patient, the submission is rejected and nobody sees it', async () => {
  const delivery = deliveryOf(aBody({ patient: { date_of_birth: '1999-01-01' } }));
  const world = createMemoryWorld([delivery], [aPatient()]);
  expect(await processing(world)(delivery)).toBe('REJECTED');
  expect(world.visibleTo('P123456')).toEqual([]);
});

test('When there is no such submission, it is tried again later', async () => {
  await expect(processing(createMemoryWorld([]))(deliveryOf(aBody()))).rejects.toMatchObject({
    retryable: true,
  });
});

test('When it is delivered again after its end, nothing happens but that it leaves the list of pending ones', async () => {
  const delivery = deliveryOf(aBody());
  const world = createMemoryWorld([delivery]);
  await processing(world)(delivery);
  world.unfinished.add(delivery.submission.submission_id);
  expect(await processing(world)(delivery)).toBe('READY');
  expect(world.published).toHaveLength(1);
  expect(world.unfinished.size).toBe(0);
});
