import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type CloudWorld, startCloudWorld } from './testing/cloud-world.ts';
import { aBody, deliveryOf, sixOrders, statuses } from './testing/deliveries.ts';
import type { Service } from './wiring.ts';

let world: CloudWorld;
let processors: Service[];

beforeAll(async () => {
  world = await startCloudWorld();
  processors = await Promise.all([world.processor(), world.processor(), world.processor()]);
  for (const processor of processors) processor.start();
});
afterAll(async () => {
  await Promise.all(processors.map((processor) => processor.stop()));
  await world.close();
});

const patience = { timeout: 50_000, interval: 50 };
const untilEnded = (submission: Parameters<CloudWorld['stateOf']>[0], state = 'READY') =>
  vi.waitFor(async () => expect((await world.stateOf(submission))?.state).toBe(state), patience);

test('When the same message is delivered ten times to three workers, there is one version and one event', async () => {
  const delivery = deliveryOf(aBody({ accession_number: 'ten-times' }));
  const { result_id, patient_id } = delivery.submission;
  await world.keep(delivery);
  await world.announce(delivery.submission, 10);
  await untilEnded(delivery.submission);
  await vi.waitFor(() => expect(processedOf(result_id)).toBe(10), patience);
  expect(await world.reader.versionsOf(result_id)).toHaveLength(1);
  expect(await world.reader.resultOf(patient_id, result_id)).toMatchObject({
    submission_id: delivery.submission.submission_id,
  });
  expect(await world.visibleEvents(result_id)).toHaveLength(1);
});

const processedOf = (resultId: string): number =>
  world.log.filter((line) => line.includes('submission.processed') && line.includes(resultId)).length;

test.each(sixOrders)(
  'When versions arrive in the order %i, %i, %i, the same one is shown in the end',
  async (...order) => {
    const accession_number = `order-${order.join('')}`;
    const three = statuses.map((status) => deliveryOf(aBody({ accession_number, status })));
    for (const index of order) {
      const delivery = three[index] ?? deliveryOf(aBody());
      await world.keep(delivery);
      await world.announce(delivery.submission);
      await untilEnded(delivery.submission);
    }
    const { result_id, patient_id } = deliveryOf(aBody({ accession_number })).submission;
    expect(await world.reader.resultOf(patient_id, result_id)).toMatchObject({
      status: 'corrected',
      corrected: true,
    });
    const history = await world.reader.versionsOf(result_id);
    expect(history.map(({ status }) => status)).toEqual(['preliminary', 'final', 'corrected']);
  },
);

test('When preliminary, final and corrected come all at once, the correction is shown', async () => {
  const three = statuses.map((status) => deliveryOf(aBody({ accession_number: 'all-at-once', status })));
  await Promise.all(three.map((delivery) => world.keep(delivery)));
  await Promise.all(three.map(({ submission }) => world.announce(submission, 3)));
  await Promise.all(three.map(({ submission }) => untilEnded(submission)));
  const { result_id, patient_id } = deliveryOf(aBody({ accession_number: 'all-at-once' })).submission;
  expect(await world.reader.resultOf(patient_id, result_id)).toMatchObject({ status: 'corrected' });
  expect(await world.reader.versionsOf(result_id)).toHaveLength(3);
});

test.each([
  ['after', [0, 1]],
  ['before', [1, 0]],
] as const)(
  'When a correction that names another patient arrives %s the original, only the second patient has the result',
  async (when, order) => {
    const accession_number = `moved-${when}`;
    const reported_at = '2024-01-16T08:00:00Z';
    const both = [
      deliveryOf(aBody({ accession_number })),
      deliveryOf(aBody({ accession_number, status: 'corrected', patient_id: 'P234567', reported_at })),
    ];
    for (const index of order) {
      const delivery = both[index] ?? deliveryOf(aBody());
      await world.keep(delivery);
      await world.announce(delivery.submission);
      await untilEnded(delivery.submission);
    }
    const { result_id } = deliveryOf(aBody({ accession_number })).submission;
    expect(await world.reader.resultOf('P123456', result_id)).toBeUndefined();
    const listed = await world.reader.listResults('P123456', { limit: 100 });
    expect(listed.items.map((item) => item.result_id)).not.toContain(result_id);
    expect(await world.reader.resultOf('P234567', result_id)).toMatchObject({ corrected: true });
  },
);

test('When kept bytes cannot be read any more, the submission is rejected and the lab is told', async () => {
  const delivery = deliveryOf('{"patient_id": "P123456",', {
    submission_id: '6f1d9f5e-3f0b-5d0a-9c61-0a4f4c1f7b01',
  });
  await world.keep(delivery);
  await world.announce(delivery.submission);
  await untilEnded(delivery.submission, 'REJECTED');
  expect(await world.stateOf(delivery.submission)).toMatchObject({ problems: [{ code: 'E_JSON' }] });
  expect(await world.visibleEvents(delivery.submission.result_id)).toHaveLength(1);
});

test('When a message is not one, it is parked with the reason and the others go on', async () => {
  const delivery = deliveryOf(aBody({ accession_number: 'beside-poison' }));
  await world.keep(delivery);
  await world.send('{"kind":"submission","result_id":"not an id"}');
  await world.announce(delivery.submission);
  await untilEnded(delivery.submission);
  await vi.waitFor(
    async () => expect(await world.messagesOf('lab-results-dlq')).toMatchObject([{ reason: 'E_UNREADABLE' }]),
    patience,
  );
});

test('When everything works, the processor is ready', async () => {
  const [processor] = processors;
  expect((await processor?.app.inject('/ready'))?.json()).toMatchObject({ status: 'ok' });
});

test('No name and no value of a patient is in any log or queue', async () => {
  const body = aBody({
    accession_number: 'canary',
    results: [
      { test_code: 'HGB', test_name: 'Canarytest', value: '13.777', unit: 'g/dL', notes: 'canary remark' },
    ],
    notes: 'canary note',
  });
  const named = (name: string) => ({ patient: { name, date_of_birth: '1985-03-15' } });
  const deliveries = [
    deliveryOf({ ...body, ...named('John Canary Featherstone') }),
    deliveryOf({ ...body, ...named('Canary Featherstone'), accession_number: 'canary-2' }),
    deliveryOf(`${JSON.stringify(body)} Canary`, { submission_id: '6f1d9f5e-3f0b-5d0a-9c61-0a4f4c1f7b02' }),
  ];
  for (const delivery of deliveries) await world.keep(delivery);
  for (const { submission } of deliveries) await world.announce(submission);
  await Promise.all(
    ['READY', 'HELD', 'REJECTED'].map((state, index) =>
      untilEnded((deliveries[index] ?? deliveryOf(body)).submission, state),
    ),
  );
  const queues = [
    ...(await world.messagesOf('notifications')),
    ...(await world.messagesOf('lab-results-dlq')),
  ];
  const everything = [...world.log, ...queues.map(({ body: sent }) => sent)].join('\n');
  expect(everything).toContain(deliveries[0]?.submission.submission_id);
  expect(everything).not.toMatch(/canary|13\.777|1985-03-15/i);
});
