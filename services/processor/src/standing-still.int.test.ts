import { LabResultMessage } from '@labsecure/contracts/messages';
import { createLogger } from '@labsecure/runtime/logger';
import { resolveQueueUrls } from '@labsecure/runtime/queue-urls';
import { createQueueWorker } from '@labsecure/runtime/queue-worker';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFailSubmission } from './domain/end-submission.ts';
import { createProcessSubmission } from './domain/process-submission.ts';
import { createLabResultsConsumer } from './entry/lab-results-consumer.ts';
import { type CloudWorld, startCloudWorld } from './testing/cloud-world.ts';
import { aBody, deliveryOf } from './testing/deliveries.ts';
import { connect } from './wiring.ts';

/** One for each test: a receive that was cut short may still be handed a message of the next. */
let world: CloudWorld;
beforeEach(async () => {
  world = await startCloudWorld();
});
afterEach(() => world.close());

const patience = { timeout: 50_000, interval: 100 };
const eager = { RECONCILE_AFTER_SECONDS: '1', RECONCILE_EVERY_SECONDS: '1' };

test('When the queue forgets between 202 and processing, the reconciler repairs it, with several processors at it', async () => {
  const deliveries = Array.from({ length: 12 }, (_, index) =>
    deliveryOf(aBody({ accession_number: `lost-${index}` })),
  );
  await Promise.all(deliveries.map((delivery) => world.keep(delivery)));
  await Promise.all(deliveries.map(({ submission }) => world.announce(submission)));
  await world.purge();
  const processors = await Promise.all([world.processor(eager), world.processor(eager)]);
  for (const processor of processors) processor.start();
  try {
    for (const { submission } of deliveries) {
      await vi.waitFor(async () => expect((await world.stateOf(submission))?.state).toBe('READY'), patience);
      expect(await world.visibleEvents(submission.result_id)).toHaveLength(1);
      expect(await world.reader.versionsOf(submission.result_id)).toHaveLength(1);
    }
  } finally {
    await Promise.all(processors.map((processor) => processor.stop()));
  }
});

test('When bytes never turn up, the message is parked with its reason, the submission fails with one, and the lab is told', async () => {
  const delivery = deliveryOf(aBody({ accession_number: 'no-bytes' }));
  await world.keep(delivery, { withoutBytes: true });
  const { sqs } = world.clients;
  const urls = await resolveQueueUrls(sqs, world.settings.RESOURCE_PREFIX, [
    'lab-results',
    'lab-results-dlq',
  ]);
  const { ports } = await connect(world.settings, world.clients);
  const fail = createFailSubmission(ports);
  const worker = createQueueWorker({
    ...createLabResultsConsumer({ process: createProcessSubmission(ports), fail }),
    sqs,
    queueUrl: urls['lab-results'],
    deadLetterQueueUrl: urls['lab-results-dlq'],
    schema: LabResultMessage,
    maxReceives: 3,
    visibilityTimeoutSeconds: 60,
    retryDelaySeconds: () => 1,
    logger: createLogger({ service: 'processor', level: 'silent' }),
  });
  await world.announce(delivery.submission);
  worker.start();
  try {
    await vi.waitFor(
      async () => expect((await world.stateOf(delivery.submission))?.state).toBe('FAILED'),
      patience,
    );
  } finally {
    await worker.stop();
  }
  expect((await world.stateOf(delivery.submission))?.reason).toContain('E_UNAVAILABLE');
  expect(await world.messagesOf('lab-results-dlq')).toMatchObject([{ reason: 'E_UNAVAILABLE' }]);
  const told = (await world.messagesOf('notifications')).map(({ body }) => body);
  expect(
    told.filter((body) => body.includes('"FAILED"') && body.includes(delivery.submission.submission_id)),
  ).toHaveLength(1);
});
