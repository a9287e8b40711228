import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type System, startSystem } from '../src/system/system.ts';
import { bloodCount, type TestLab, testLab } from './lab.ts';
import { signInVisitor } from './sign-in-visitor.ts';

/** Marks that mean nothing to anyone: wherever one turns up, clinical content has got there. */
const canaries = ['Zanzibarina', 'Quillfeather', '7.77123', 'CANARYNOTE', 'CANARYTEST', 'Dr. Marmalade'];
const ofThePatient = ['Garcia', '1990-07-22'];

let system: System;
let lab: TestLab;

beforeAll(async () => {
  system = await startSystem({ freePorts: true, quiet: true });
  lab = await testLab(system);
}, 120_000);

afterAll(() => system?.stop(), 60_000);

const marked = bloodCount('CANARY-1', {
  patient: { name: 'Maria Zanzibarina Quillfeather', date_of_birth: '1990-07-22' },
  physician: { name: 'Dr. Marmalade' },
  results: [
    { test_code: 'WBC', value: 7.77123, unit: '10^3/uL', reference_range: '4.5-11.0', notes: 'CANARYNOTE' },
    { test_code: 'CANARYTEST', value: 'Positive' },
  ],
  notes: 'CANARYNOTE',
});

const waiting = async (queue: string): Promise<string> => {
  const { env } = system.cloud;
  const sqs = new SQSClient({
    region: 'us-east-1',
    endpoint: env.AWS_ENDPOINT_URL_SQS ?? '',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    useQueueUrlAsEndpoint: false,
  });
  const QueueUrl = `${env.AWS_ENDPOINT_URL_SQS}/000000000000/${env.RESOURCE_PREFIX}${queue}`;
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      WaitTimeSeconds: 20,
      VisibilityTimeout: 1,
      MessageAttributeNames: ['All'],
    }),
  );
  sqs.destroy();
  expect(Messages).toHaveLength(1);
  return JSON.stringify(Messages);
};

const readEverything = async (resultId: string): Promise<string[]> => {
  const { portal } = system.urls;
  const visitor = await signInVisitor(system.urls, 'maria.garcia');
  const seen: string[] = [];
  for (const path of ['/dashboard', `/results/${resultId}`, '/profile', '/results/nonsense']) {
    const page = await visitor.visit(`${portal}${path}`);
    seen.push(path, ...page.headers.values());
    const text = await page.text();
    seen.push(...[...text.matchAll(/(?:href|action|src)="([^"]*)"/g)].map((match) => match[1] ?? ''));
    if (path.startsWith(`/results/${resultId}`)) {
      expect(text).toContain('7.77123');
      const csrf = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
      const link = await visitor.visit(`${portal}/results/${resultId}/report`, { _csrf: csrf });
      expect(link.status).toBe(303);
      seen.push(link.headers.get('location') ?? '');
    }
  }
  return seen;
};

test('When a result with marked content goes all the way, then no mark is in queues, logs, e-mails or URLs', async () => {
  await system.services.processor.stop();
  const { result_id } = await lab.deliver(marked);
  const inLabResults = await waiting('lab-results');
  await system.services.notify.stop();
  system.services.processor.start();
  expect((await lab.ended(result_id)).status).toBe('READY');
  const inNotifications = await waiting('notifications');
  system.services.notify.start();
  await expect.poll(async () => (await system.cloud.mailbox.messages()).length, { timeout: 90_000 }).toBe(1);
  const refused = await lab.post({ ...marked, status: 'Zanzibarina' });
  expect(refused.status).toBe(422);
  const urls = await readEverything(result_id);

  const mails = (await system.cloud.mailbox.messages()).map(({ subject, body }) =>
    JSON.stringify({ subject, body }),
  );
  const logs = system.logs();
  expect(logs.length).toBeGreaterThan(5);
  const places = { inLabResults, inNotifications, mails, logs, urls };
  for (const [place, texts] of Object.entries(places)) {
    for (const mark of [...canaries, ...ofThePatient]) {
      expect(
        [texts].flat().filter((text) => text.includes(mark)),
        `${mark} in ${place}`,
      ).toEqual([]);
    }
  }
}, 400_000);
