import { PutObjectCommand } from '@aws-sdk/client-s3';
import {
  DeleteMessageCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import type { NotificationMessage } from '@labsecure/contracts/messages';
import type { Submission } from '@labsecure/contracts/records';
import { type LocalCloud, startLocalCloud } from '@labsecure/local-cloud/cloud';
import { createResultReader } from '@labsecure/records/reader';
import { createReviews } from '@labsecure/records/reviews';
import { createAwsClients } from '@labsecure/runtime/aws-clients';
import { loadSettings } from '@labsecure/runtime/config';
import { createLogger } from '@labsecure/runtime/logger';
import { resolveQueueUrls } from '@labsecure/runtime/queue-urls';
import { Settings } from '../config.ts';
import { connect, wire } from '../wiring.ts';
import type { TestDelivery } from './deliveries.ts';

const queueNames = ['lab-results', 'lab-results-dlq', 'notifications'] as const;
type QueueName = (typeof queueNames)[number];

export interface TakenMessage {
  body: string;
  reason?: string | undefined;
}

/** A local cloud as ingest leaves it, processors as they really are, and eyes into what they do. */
export const startCloudWorld = async (given?: LocalCloud) => {
  const cloud = given ?? (await startLocalCloud());
  const settings = loadSettings(Settings, { ...cloud.env, PORT: '0' });
  // On a busy machine an answer may take longer: what is sent again for that would be there twice.
  const clients = createAwsClients(settings, { requestTimeoutMs: 60_000 });
  const { s3, sqs, documents } = clients;
  const urls = await resolveQueueUrls(sqs, settings.RESOURCE_PREFIX, queueNames);
  const { submissions, patients } = await connect(settings, clients);
  const records = { documents, prefix: settings.RESOURCE_PREFIX };
  const reader = createResultReader(records);
  const reviews = createReviews(records);
  const log: string[] = [];
  const taken: Record<QueueName, TakenMessage[]> = {
    'lab-results': [],
    'lab-results-dlq': [],
    notifications: [],
  };

  const send = async (body: string): Promise<void> => {
    await sqs.send(new SendMessageCommand({ QueueUrl: urls['lab-results'], MessageBody: body }));
  };

  /** Everything the queue holds and has held since the world began. */
  const messagesOf = async (queue: QueueName): Promise<TakenMessage[]> => {
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: urls[queue],
          MaxNumberOfMessages: 10,
          MessageAttributeNames: ['All'],
        }),
      );
      if (Messages.length === 0) return taken[queue];
      for (const { Body = '', ReceiptHandle, MessageAttributes } of Messages) {
        taken[queue].push({ body: Body, reason: MessageAttributes?.reason?.StringValue });
        await sqs.send(new DeleteMessageCommand({ QueueUrl: urls[queue], ReceiptHandle }));
      }
    }
  };

  return {
    cloud,
    settings,
    clients,
    records,
    submissions,
    patients,
    reviews,
    reader,
    log,
    send,
    messagesOf,
    /** What ingest does before it sends its message. */
    keep: async ({ submission, bytes }: TestDelivery, { withoutBytes = false } = {}): Promise<void> => {
      const Bucket = `${settings.RESOURCE_PREFIX}raw`;
      if (!withoutBytes)
        await s3.send(new PutObjectCommand({ Bucket, Key: submission.raw_key, Body: bytes }));
      await submissions.record(submission);
    },
    announce: async ({ result_id, submission_id }: Submission, times = 1): Promise<void> => {
      const body = JSON.stringify({ kind: 'submission', result_id, submission_id });
      await Promise.all(Array.from({ length: times }, () => send(body)));
    },
    purge: async (): Promise<void> => {
      await sqs.send(new PurgeQueueCommand({ QueueUrl: urls['lab-results'] }));
    },
    stateOf: async ({ result_id, submission_id }: Submission) =>
      (await submissions.ofResult(result_id)).find(
        ({ submission }) => submission.submission_id === submission_id,
      )?.state,
    visibleEvents: async (resultId: string): Promise<string[]> => {
      const all = (await messagesOf('notifications')).map(
        ({ body }): NotificationMessage => JSON.parse(body),
      );
      return [
        ...new Set(
          all
            .filter((event) => 'result_id' in event && event.result_id === resultId)
            .map(({ event_id }) => event_id),
        ),
      ];
    },
    processor: (overrides: Record<string, string> = {}) =>
      wire(
        loadSettings(Settings, { ...cloud.env, PORT: '0', ...overrides }),
        createLogger({
          service: 'processor',
          level: 'trace',
          destination: { write: (line) => log.push(line) },
        }),
      ),
    close: async (): Promise<void> => {
      clients.destroy();
      if (given === undefined) await cloud.close();
    },
  };
};
export type CloudWorld = Awaited<ReturnType<typeof startCloudWorld>>;
