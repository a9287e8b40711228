import { randomUUID } from 'node:crypto';
import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import type { NotificationMessage } from '@labsecure/contracts/messages';
import { type LocalCloud, startLocalCloud } from '@labsecure/local-cloud/cloud';
import { createNotifications } from '@labsecure/records/notifications';
import { createPatients } from '@labsecure/records/patients';
import { type AwsClients, createAwsClients } from '@labsecure/runtime/aws-clients';
import { loadSettings } from '@labsecure/runtime/config';
import { createLogger } from '@labsecure/runtime/logger';
import { resolveQueueUrls } from '@labsecure/runtime/queue-urls';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { NotifySettings } from './config.ts';
import { wire } from './wiring.ts';

const canary = {
  given_name: 'Kanarienna',
  family_name: 'Vogelsang',
  birth_date: '1931-05-17',
  phone: '+1-555-0199',
};
/** Every line the service logs, at its most talkative. */
const lines: string[] = [];
let cloud: LocalCloud;
let aws: AwsClients;
let queueUrl: string;
let service: Awaited<ReturnType<typeof wire>>;
let notifications: ReturnType<typeof createNotifications>;

beforeAll(async () => {
  cloud = await startLocalCloud();
  const settings = loadSettings(NotifySettings, {
    ...cloud.env,
    PORT: '0',
    PORTAL_URL: 'https://portal.example.com',
  });
  aws = createAwsClients(settings, { requestTimeoutMs: 60_000 });
  const records = { documents: aws.documents, prefix: settings.RESOURCE_PREFIX };
  notifications = createNotifications(records);
  queueUrl = (await resolveQueueUrls(aws.sqs, settings.RESOURCE_PREFIX, ['notifications'])).notifications;
  const patients = createPatients(records);
  const reachable = { ...canary, email_notifications: true };
  await patients.put({ ...reachable, patient_id: 'P-canary', email: 'canary@example.com' });
  await patients.put({
    ...reachable,
    patient_id: 'P-quiet',
    email: 'quiet@example.com',
    email_notifications: false,
  });
  await patients.put({ ...reachable, patient_id: 'P-unreachable' });
  const logger = createLogger({
    service: 'notify',
    level: 'trace',
    destination: { write: (line) => void lines.push(line) },
  });
  service = await wire(settings, logger);
  service.start();
});

afterAll(async () => {
  await service?.stop();
  aws?.destroy();
  await cloud?.close();
});

type Event = NotificationMessage;

const visible = (patient_id: string) =>
  ({ kind: 'result-visible', event_id: randomUUID(), patient_id, result_id: randomUUID() }) as const;

const post = (...events: Event[]) => {
  const Entries = events.map((event, index) => ({ Id: String(index), MessageBody: JSON.stringify(event) }));
  return aws.sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
};

const endings = ({ event_id }: Event): string[] =>
  lines.filter((line) => line.includes('notification.ended') && line.includes(event_id));

/** Waits until the event has been dealt with this many times. */
const untilEnded = (event: Event, times = 1) =>
  vi.waitFor(() => expect(endings(event)).toHaveLength(times), { timeout: 50_000, interval: 50 });

const mailsTo = async (address: string) =>
  (await cloud.mailbox.messages()).filter(({ destination }) => destination.to.includes(address));

const recordOf = async (patient_id: string, { event_id }: Event) =>
  (await notifications.ofPatient(patient_id)).find((record) => record.event_id === event_id);

test('When one event is delivered ten times at once, then one e-mail is sent', async () => {
  const event = visible('P-canary');
  await post(...Array.from({ length: 10 }, () => event));
  // Those that found it in hand come back later, and find it done: until then a second e-mail could still come.
  await untilEnded(event, 10);
  const mails = await mailsTo('canary@example.com');
  expect(mails).toHaveLength(1);
  expect(await recordOf('P-canary', event)).toMatchObject({
    outcome: 'SENT',
    provider_message_id: mails[0]?.messageId,
  });
});

test('When the patient has switched e-mails off, then that is recorded and none is sent', async () => {
  const event = visible('P-quiet');
  await post(event);
  await untilEnded(event);
  expect((await recordOf('P-quiet', event))?.outcome).toBe('OPTED_OUT');
  expect(await mailsTo('quiet@example.com')).toEqual([]);
});

test('When the patient has no address, then that is recorded and is no error', async () => {
  const event = visible('P-unreachable');
  await post(event);
  await untilEnded(event);
  expect((await recordOf('P-unreachable', event))?.outcome).toBe('NO_CONTACT');
});

test('When a submission ended without a result, then its lab and the administrator are told', async () => {
  const ids = { event_id: randomUUID(), result_id: randomUUID(), submission_id: randomUUID() };
  const event = { kind: 'submission-ended', lab_id: 'LAB001', state: 'REJECTED', ...ids } as const;
  await post(event);
  await untilEnded(event);
  const [mail] = await mailsTo('interfaces@lab001.example.com');
  expect(mail?.destination.bcc).toEqual([cloud.env.ADMIN_EMAIL]);
  expect(mail?.body.text).toContain(ids.submission_id);
});

test('When a submission waits for staff, then the administrator is told', async () => {
  const ids = { event_id: randomUUID(), result_id: randomUUID(), submission_id: randomUUID() };
  const event = { kind: 'submission-held', lab_id: 'LAB001', ...ids } as const;
  await post(event);
  await untilEnded(event);
  const [mail] = await mailsTo(cloud.env.ADMIN_EMAIL ?? '');
  expect(mail?.body.text).toContain(`labsecure reviews show ${ids.result_id} ${ids.submission_id}`);
});

test("When a file was put in quarantine, then the lab's security contact and the administrator are told, once", async () => {
  const event = {
    kind: 'file-quarantined' as const,
    event_id: randomUUID(),
    lab_id: 'LAB001',
    path: 'incoming/LAB001/broken.csv',
    kept_at: 'incoming/LAB001/broken.csv',
    in_part: false,
    reasons: [{ code: 'E_CSV_HEADER', count: 1 }],
  };
  await post(event, event);
  await untilEnded(event, 2);
  const mails = await mailsTo('security@lab001.example.com');
  expect(mails).toHaveLength(1);
  expect(mails[0]?.destination.bcc).toEqual([cloud.env.ADMIN_EMAIL]);
  expect(mails[0]?.body.text).toContain('incoming/LAB001/broken.csv');
});

test('When the service is at work, then it says so', async () => {
  expect((await service.app.inject('/live')).statusCode).toBe(200);
  expect((await service.app.inject('/ready')).json()).toEqual({
    status: 'ok',
    checks: { dynamodb: 'ok', queue: 'ok' },
  });
});

test('When all is sent, then no e-mail and no line of the log holds who a patient is', async () => {
  const event = visible('P-canary');
  await post(event);
  await untilEnded(event);
  const mails = await cloud.mailbox.messages();
  const told = JSON.stringify(mails.map(({ subject, body }) => ({ subject, body })));
  expect(mails.length).toBeGreaterThan(0);
  expect(lines.length).toBeGreaterThan(0);
  for (const secret of [...Object.values(canary), 'P-canary']) expect(told).not.toContain(secret);
  for (const secret of [...Object.values(canary), 'canary@example.com'])
    expect(lines.join('')).not.toContain(secret);
});
