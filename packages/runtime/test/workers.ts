import { randomUUID } from 'node:crypto';
import { type LocalCloud, startLocalCloud } from '@labsecure/local-cloud/cloud';
import { Type } from 'typebox';
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import { type AwsClients, createAwsClients } from '../src/aws-clients.ts';
import { loadSettings } from '../src/config.ts';
import { createQueueWorker, type QueueWorker, type QueueWorkerOptions } from '../src/queue-worker.ts';
import { AwsSettings } from '../src/settings.ts';
import { recordingLogger } from './log-lines.ts';
import { Job, makeQueue, type TestQueue } from './queue.ts';

/** A local cloud for a file of tests, and a queue of its own for each; whatever a test started is stopped after it. */
export function useWorkers() {
  let cloud: LocalCloud;
  let aws: AwsClients;
  let queue: TestQueue;
  let log: ReturnType<typeof recordingLogger>;
  const workers: QueueWorker[] = [];

  async function renewQueue(visibilityTimeoutSeconds?: number, maxReceives?: number): Promise<void> {
    queue = await makeQueue(aws.sqs, `jobs-${randomUUID()}`, visibilityTimeoutSeconds, maxReceives);
  }
  const waitFor = (check: () => Promise<void> | void) => vi.waitFor(check, { timeout: 40_000, interval: 50 });

  beforeAll(async () => {
    cloud = await startLocalCloud();
    aws = createAwsClients(loadSettings(Type.Object(AwsSettings), cloud.env));
  });
  afterAll(async () => {
    aws.destroy();
    await cloud.close();
  });
  beforeEach(async () => {
    log = recordingLogger();
    await renewQueue();
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  });

  return {
    get aws() {
      return aws;
    },
    get queue() {
      return queue;
    },
    get log() {
      return log;
    },
    renewQueue,
    waitFor,
    emptied: () => waitFor(async () => expect(await queue.depth()).toBe(0)),
    work(
      handle: QueueWorkerOptions<typeof Job>['handle'],
      options: Partial<QueueWorkerOptions<typeof Job>> = {},
    ): QueueWorker {
      const worker = createQueueWorker({
        ...queue,
        sqs: aws.sqs,
        schema: Job,
        handle,
        logger: log.logger,
        waitTimeSeconds: 1,
        retryDelaySeconds: () => 1,
        stopTimeoutMs: 30_000,
        ...options,
      });
      workers.push(worker);
      worker.start();
      return worker;
    },
  };
}
