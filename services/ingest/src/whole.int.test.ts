import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { resultIdOf } from '@labsecure/contracts/identity';
import { type LocalCloud, startLocalCloud } from '@labsecure/local-cloud/cloud';
import { createResultReader, type ResultReader } from '@labsecure/records/reader';
import { resolveQueueUrls } from '@labsecure/runtime/queue-urls';
import { type Child, startChild } from '@labsecure/testing/child';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { aBody } from './testing/bodies.ts';
import { type IngestWorld, startIngestWorld } from './testing/ingest-world.ts';
import { startProcessor } from './testing/running-processor.ts';
import { fhirBundle } from './testing/same-report.ts';

/** Ingest and a processor, which is a process of its own as in real life. */
let cloud: LocalCloud;
let ingest: IngestWorld;
let reader: ResultReader;
let processor: Child | undefined;

beforeAll(async () => {
  cloud = await startLocalCloud();
  ingest = await startIngestWorld(cloud);
  reader = createResultReader({ documents: ingest.eyes.documents, prefix: cloud.env.RESOURCE_PREFIX ?? '' });
});
afterEach(async () => {
  processor?.process.kill('SIGKILL');
  await processor?.ended;
});
afterAll(async () => {
  await ingest.stop();
  await cloud.close();
});

const patience = { timeout: 100_000, interval: 200 };

const start = (): void => {
  processor = startProcessor(cloud);
};

const untilReady = (resultId: string): Promise<void> =>
  vi.waitFor(async () => expect((await ingest.status(resultId)).json().status).toBe('READY'), patience);

/** Events that the queue `notifications` has held, by id; what is looked at is hidden from the next look. */
const events = new Map<string, string>();

/** Ids of the events of a result. */
const eventsOf = async (resultId: string): Promise<Set<string>> => {
  const { notifications: QueueUrl } = await resolveQueueUrls(
    ingest.eyes.sqs,
    cloud.env.RESOURCE_PREFIX ?? '',
    ['notifications'],
  );
  for (;;) {
    const { Messages = [] } = await ingest.eyes.sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) break;
    for (const { Body = '' } of Messages) events.set(JSON.parse(Body).event_id, Body);
  }
  return new Set([...events].filter(([, body]) => body.includes(resultId)).map(([id]) => id));
};

const expectOnce = async (resultId: string): Promise<void> => {
  await untilReady(resultId);
  expect(await ingest.submissions.ofResult(resultId)).toHaveLength(1);
  expect(await reader.versionsOf(resultId)).toHaveLength(1);
  expect(await reader.resultOf('P123456', resultId)).toMatchObject({ result_id: resultId });
  expect(await eventsOf(resultId)).toHaveProperty('size', 1);
};

test('When the same body is posted fifty times at once, there is one result, one version and one event', {
  timeout: 200_000,
}, async () => {
  start();
  const body = aBody();
  const answers = await Promise.all(Array.from({ length: 50 }, () => ingest.post(body)));
  expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([202]));
  expect(new Set(answers.map((answer) => answer.body)).size).toBe(1);
  await expectOnce(answers[0]?.json().result_id);
});

test('When the queue forgets between 202 and processing, the result still arrives', {
  timeout: 200_000,
}, async () => {
  const { result_id } = (await ingest.post(aBody())).json();
  await ingest.queue.purge();
  start();
  await expectOnce(result_id);
});

/** Posts a body to an ingest that dies after so many writes. */
const postToMortal = async (
  writes: number,
  body: object | string,
  headers: Record<string, string> = {},
): Promise<void> => {
  const mortal = startChild(new URL('./testing/mortal-ingest.ts', import.meta.url), [String(writes)], {
    ...cloud.env,
    PORT: '0',
    MAX_EVENT_LOOP_DELAY_MS: '60000',
  });
  await vi.waitFor(() => expect(mortal.output()).toMatch(/^http.*\n/), patience);
  const posted = fetch(`${mortal.output().trim()}/api/v1/ingest`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${ingest.tokens.LAB001}`,
      'content-type': 'application/json',
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  await expect(posted).rejects.toThrow();
  expect(await mortal.ended).toBe('SIGKILL');
};

const steps = ['the claim of the key', 'the bytes', 'the fact', 'the message'];

test.each(steps.map((step, index) => ({ step, writes: index + 1 })))(
  'When ingest is killed after $step, the lab sends again and the result arrives once',
  { timeout: 300_000 },
  async ({ writes }) => {
    const body = aBody();
    const headers = { 'idempotency-key': `crash-${writes}` };
    await postToMortal(writes, body, headers);
    const again = await ingest.post(body, headers);
    expect(again.statusCode).toBe(202);
    start();
    await expectOnce(again.json().result_id);
  },
);

test('When ingest is killed between the fact and the message, the result arrives though nobody sends again', {
  timeout: 300_000,
}, async () => {
  const body = aBody();
  const bytesThenFact = 2;
  await postToMortal(bytesThenFact, body);
  start();
  const { lab_id, accession_number } = body;
  await expectOnce(resultIdOf({ lab_id, accession_number, panel: { id: 'cbc' }, digest: '' }));
});

/** The claim, three times bytes, then the facts and the messages, each in one call. */
test.each([1, 3, 5])(
  'When ingest is killed after %i writes for a body of three results, the lab sends again and each arrives once',
  { timeout: 300_000 },
  async (writes) => {
    const bundle = fhirBundle(...[1, 2, 3].map((index): [string] => [`crash-${writes}-${index}`]));
    const headers = { 'content-type': 'application/fhir+json', 'idempotency-key': `several-${writes}` };
    await postToMortal(writes, bundle, headers);
    const again = await ingest.post(bundle, headers);
    expect(again.statusCode).toBe(202);
    start();
    const history = (await ingest.history('?limit=3')).json();
    for (const { result_id } of history.submissions) await expectOnce(result_id);
    expect(new Set(history.submissions.map((one: { result_id: string }) => one.result_id)).size).toBe(3);
  },
);
