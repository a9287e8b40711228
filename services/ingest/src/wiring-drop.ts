import { FileDropMessage } from '@labsecure/contracts/messages';
import { queues, resourceName } from '@labsecure/contracts/resources';
import type { AwsClientOptions, AwsClients } from '@labsecure/runtime/aws-clients';
import type { Logger } from '@labsecure/runtime/logger';
import { resolveQueueUrls } from '@labsecure/runtime/queue-urls';
import { createQueueWorker } from '@labsecure/runtime/queue-worker';
import { createCopyWriter } from './adapters/drop-copy-writer.ts';
import { createLying } from './adapters/drop-lying.ts';
import { createDropStore } from './adapters/drop-store.ts';
import { createNotices } from './adapters/notices.ts';
import { createReasonsWriter } from './adapters/quarantine-reasons.ts';
import type { Settings } from './config.ts';
import type { DropPorts } from './domain/drop/ports.ts';
import { createSweep } from './domain/drop/sweep.ts';
import { createGiveUp, createTakeIn } from './domain/drop/take-in.ts';
import { createDropSweeper } from './entry/drop-sweeper.ts';
import { createFileDropConsumer } from './entry/file-drop-consumer.ts';
import { createLateWorker } from './entry/late-worker.ts';

/** Makes clients of AWS by the settings of this process, but for those that are given. */
export type Connect = (over?: { AWS_ENDPOINT_URL_S3?: string }, options?: AwsClientOptions) => AwsClients;

/** S3 copies about 100 MB a second; a file in quarantine may have 5 GB. */
const copyTimeoutMs = 120_000;

interface DropParts extends Pick<DropPorts, 'accept' | 'labOf' | 'register' | 'open'> {
  settings: Settings;
  logger: Logger;
  connect: Connect;
  clients: AwsClients;
}

/** The part of ingest that takes in files. */
export const wireDrop = ({ settings, logger, connect, clients, ...ways }: DropParts) => {
  const { s3, sqs } = clients;
  const prefix = settings.RESOURCE_PREFIX;
  const bucket = resourceName(prefix, 'drop');
  const quarantineBucket = resourceName(prefix, 'quarantine');
  const patient = connect({}, { requestTimeoutMs: copyTimeoutMs });
  const { reachable, ...store } = createDropStore({ s3, copying: patient.s3, bucket, quarantineBucket });
  const ports: DropPorts = {
    ...store,
    ...ways,
    explain: createReasonsWriter(s3, quarantineBucket),
    writeCopy: createCopyWriter(s3, bucket),
    tell: createNotices(sqs, prefix),
  };
  const { handle, isBusy } = createFileDropConsumer({
    takeIn: createTakeIn(ports),
    giveUp: createGiveUp(ports),
    maxReceives: queues['file-drop'].maxReceives,
  });
  const worker = createLateWorker(async () => {
    const urls = await resolveQueueUrls(sqs, prefix, ['file-drop', 'file-drop-dlq']);
    return createQueueWorker({
      handle,
      ...queues['file-drop'],
      sqs,
      queueUrl: urls['file-drop'],
      deadLetterQueueUrl: urls['file-drop-dlq'],
      schema: FileDropMessage,
      concurrency: settings.DROP_CONCURRENCY,
      logger,
    });
  }, logger);

  const sweeper = createDropSweeper({
    sweep: createSweep(createLying(s3, sqs, prefix, bucket), {
      afterSeconds: settings.DROP_SWEEP_AFTER_SECONDS,
      everySeconds: settings.DROP_SWEEP_EVERY_SECONDS,
    }),
    everySeconds: settings.DROP_SWEEP_EVERY_SECONDS,
    logger,
  });

  return {
    reachable,
    /** With all hands full it does not poll, and a large file takes its time. */
    isAtWork: () => isBusy() || worker.polledRecently(),
    start: (): void => {
      worker.start();
      sweeper.start();
    },
    stop: async (): Promise<void> => {
      await Promise.all([worker.stop(), sweeper.stop()]);
      patient.destroy();
    },
  };
};
