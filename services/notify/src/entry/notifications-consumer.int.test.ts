import { randomUUID } from 'node:crypto';
import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { PermanentError } from '@labsecure/contracts/errors';
import { queues } from '@labsecure/contracts/resources';
import { type LocalCloud, startLocalCloud } from '@labsecure/local-cloud/cloud';
import { createNotifications } from '@labsecure/records/notifications';
import { type AwsClients, createAwsClients } from '@labsecure/runtime/aws-clients';
import { loadSettings } from '@labsecure/runtime/config';
import { createLogger } from '@labsecure/runtime/logger';
import { resolveQueueUrls } from '@labsecure/runtime/queue-urls';
import type { QueueWorker } from '@labsecure/runtime/queue-worker';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NotifySettings } from '../config.ts';
import { createTell } from '../domain/tell.ts';
import { createNotificationsConsumer } from './notifications-consumer.ts';

const throttled = Object.assign(new Error('Maximum sending rate exceeded.'), { name: 'Throttling' });
let cloud: LocalCloud;
let aws: AwsClients;
let urls: Record<'notifications' | 'notifications-dlq', string>;
let notifications: ReturnType<typeof createNotifications>;
let consumer: QueueWorker | undefined;

// A cloud for each: a poll that was cut short by `stop` can still swallow what the next test posts.
beforeEach(async () => {
  cloud = await startLocalCloud();
  const settings = loadSettings(NotifySettings, {
    ...cloud.env,
    PORT: '0',
    PORTAL_URL: 'https://portal.example.com',
  });
  aws = createAwsClients(settings, { requestTimeoutMs: 60_000 });
  notifications = createNotifications({ documents: aws.documents, prefix: settings.RESOURCE_PREFIX });
  urls = await resolveQueueUrls(aws.sqs, settings.RESOURCE_PREFIX, ['notifications', 'notifications-dlq']);
});
afterEach(async () => {
  await consumer?.stop();
  aws?.destroy();
  await cloud?.close();
});

/** A consumer over the real queue and the real records, whose provider behaves as given. */
const startConsumer = (send: () => Promise<string>): void => {
  const mail = { to: 'a@example.com', subject: 's', html: 'h', text: 't' };
  const tell = createTell({ ...notifications, letterFor: async () => ({ mail }), send });
  consumer = createNotificationsConsumer({
    sqs: aws.sqs,
    queueUrl: urls.notifications,
    deadLetterQueueUrl: urls['notifications-dlq'],
    logger: createLogger({ service: 'notify', level: 'silent' }),
    retryDelaySeconds: () => 1,
    waitTimeSeconds: 1,
    tell,
    conclude: notifications.conclude,
  });
  consumer.start();
};

const post = async () => {
  const event = {
    kind: 'result-visible',
    event_id: randomUUID(),
    patient_id: 'P1',
    result_id: randomUUID(),
  } as const;
  await aws.sqs.send(
    new SendMessageCommand({ QueueUrl: urls.notifications, MessageBody: JSON.stringify(event) }),
  );
  return event;
};

const untilRecorded = (event_id: string, expected: object) => {
  const check = async () => {
    const record = (await notifications.ofPatient('P1')).find((candidate) => candidate.event_id === event_id);
    expect(record).toMatchObject(expected);
  };
  return vi.waitFor(check, { timeout: 50_000, interval: 50 });
};

/** The reason with which the event was parked. */
const parkedWith = async (): Promise<string | undefined> => {
  const command = new ReceiveMessageCommand({
    QueueUrl: urls['notifications-dlq'],
    WaitTimeSeconds: 20,
    MessageAttributeNames: ['All'],
  });
  const { Messages = [] } = await aws.sqs.send(command);
  return Messages[0]?.MessageAttributes?.reason?.StringValue;
};

test('When the provider is overloaded, then it is tried again until the e-mail is taken', async () => {
  const send = vi
    .fn(async () => 'ses-1')
    .mockRejectedValueOnce(throttled)
    .mockRejectedValueOnce(throttled);
  const { event_id } = await post();
  startConsumer(send);
  await untilRecorded(event_id, { outcome: 'SENT', attempts: 3, provider_message_id: 'ses-1' });
  expect(send).toHaveBeenCalledTimes(3);
});

test('When the provider refuses for good, then the event is parked with its reason after one attempt', async () => {
  const send = vi.fn(() => Promise.reject(new PermanentError('refused', 'E_MAIL_REFUSED')));
  const { event_id } = await post();
  startConsumer(send);
  await untilRecorded(event_id, { outcome: 'FAILED', attempts: 1 });
  expect(await parkedWith()).toBe('E_MAIL_REFUSED');
  expect(send).toHaveBeenCalledTimes(1);
});

test('When the last allowed attempt fails too, then FAILED is recorded and the event is parked', async () => {
  const { event_id } = await post();
  const glance = new ReceiveMessageCommand({ QueueUrl: urls.notifications, VisibilityTimeout: 0 });
  for (let receives = 1; receives < queues.notifications.maxReceives; receives++) await aws.sqs.send(glance);
  startConsumer(() => Promise.reject(throttled));
  await untilRecorded(event_id, { outcome: 'FAILED', reason: 'Throttling' });
  expect(await parkedWith()).toBe('E_UNEXPECTED');
});
