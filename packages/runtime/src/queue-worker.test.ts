import { afterEach, expect, test, vi } from 'vitest';
import { type FakeBehaviour, startFakeAws } from '../test/fake-aws.ts';
import { recordingLogger } from '../test/log-lines.ts';
import { Job } from '../test/queue.ts';
import { retryDelaySeconds } from './queue-message.ts';
import { createQueueWorker } from './queue-worker.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A queue that gives `count` messages once, and then nothing. */
async function workOn(count: number, behave: FakeBehaviour) {
  let given = false;
  const aws = await startFakeAws((call) => {
    const answer = behave(call);
    if (answer !== 'hang' && answer !== 'drop' && (answer.status || answer.body)) return answer;
    if (answer === 'hang' || answer === 'drop') return answer;
    if (!call.action.endsWith('ReceiveMessage')) return { body: {} };
    if (given) return { body: {} };
    given = true;
    const Messages = Array.from({ length: count }, (_, index) => ({
      MessageId: `m${index}`,
      ReceiptHandle: `h${index}`,
      Body: JSON.stringify({ job: String(index) }),
      Attributes: { ApproximateReceiveCount: '1' },
    }));
    return { body: { Messages } };
  });
  const clients = aws.clients();
  const handle = vi.fn(async () => {});
  const log = recordingLogger();
  const worker = createQueueWorker({
    sqs: clients.sqs,
    queueUrl: `${aws.url}/0/jobs`,
    deadLetterQueueUrl: `${aws.url}/0/jobs-dlq`,
    schema: Job,
    handle,
    logger: log.logger,
    visibilityTimeoutSeconds: 30,
    maxReceives: 5,
    waitTimeSeconds: 1,
  });
  closing.push(aws.close, async () => clients.destroy(), worker.stop);
  worker.start();
  return { aws, handle, worker, log };
}

const deletesIn = (calls: { action: string; body: string }[]): string[][] =>
  calls
    .filter(({ action }) => action.endsWith('DeleteMessageBatch'))
    .map(({ body }) =>
      JSON.parse(body).Entries.map((entry: { ReceiptHandle: string }) => entry.ReceiptHandle),
    );

test('Messages handled at the same time are taken off in one call', async () => {
  const { aws } = await workOn(10, () => ({}));
  await vi.waitFor(() => expect(deletesIn(aws.calls).flat()).toHaveLength(10), 20_000);
  expect(deletesIn(aws.calls)).toHaveLength(1);
});

test('When part of a batch is not taken off, then that part alone is tried again', async () => {
  let first = true;
  const { aws } = await workOn(3, ({ action }) => {
    if (!action.endsWith('DeleteMessageBatch') || !first) return {};
    first = false;
    return { body: { Successful: [{ Id: '0' }, { Id: '2' }], Failed: [{ Id: '1', Code: 'InternalError' }] } };
  });
  await vi.waitFor(() => expect(deletesIn(aws.calls)).toHaveLength(2), 20_000);
  expect(deletesIn(aws.calls)).toEqual([['h0', 'h1', 'h2'], ['h1']]);
});

test('When receiving fails, then the worker backs off, recovers, and goes on', async () => {
  let failures = 0;
  const { handle, worker, log } = await workOn(1, ({ action }) => {
    if (!action.endsWith('ReceiveMessage') || ++failures > 6) return {};
    return failures % 2 === 0 ? 'drop' : { status: 500, body: { __type: 'InternalError' } };
  });
  await vi.waitFor(() => expect(handle).toHaveBeenCalledTimes(1), { timeout: 20_000 });
  expect(log.text()).toContain('queue.receive_failed');
  expect(worker.polledRecently()).toBe(true);
});

test('When a message can neither be handled nor given back, then the worker goes on', async () => {
  const { handle, log } = await workOn(2, ({ action }) =>
    action.endsWith('ChangeMessageVisibility')
      ? { status: 400, body: { __type: 'ReceiptHandleIsInvalid' } }
      : {},
  );
  handle.mockRejectedValueOnce(new Error('down'));
  await vi.waitFor(() => expect(log.text()).toContain('message.unsettled'), 20_000);
  expect(handle).toHaveBeenCalledTimes(2);
});

test('The delay grows with each try, is a whole number, never 0, and ends at SQS limits', () => {
  const delays = [1, 2, 3, 4, 5, 6, 20].map(retryDelaySeconds);
  expect(delays.every((delay) => Number.isInteger(delay) && delay >= 1 && delay <= 43_200)).toBe(true);
  for (const [index, delay] of delays.slice(0, 4).entries()) expect(delays[index + 1]).toBeGreaterThan(delay);
});
