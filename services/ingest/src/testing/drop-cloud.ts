import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import {
  DeleteMessageCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import type { NotificationMessage } from '@labsecure/contracts/messages';
import { createPatients } from '@labsecure/records/patients';
import type { AwsClients } from '@labsecure/runtime/aws-clients';
import { resolveQueueUrls } from '@labsecure/runtime/queue-urls';
import { expect, vi } from 'vitest';

type Bucket = 'drop' | 'quarantine';

const patience = { timeout: 100_000, interval: 50 };

/** Hands and eyes for the drop bucket, the quarantine bucket and their queues. */
export const createDropCloud = async ({ s3, sqs, documents }: AwsClients, prefix: string) => {
  const urls = await resolveQueueUrls(sqs, prefix, ['file-drop', 'notifications']);
  const notices = new Map<string, NotificationMessage>();

  const keys = async (bucket: Bucket, Prefix = ''): Promise<string[]> => {
    const list = new ListObjectsV2Command({ Bucket: `${prefix}${bucket}`, Prefix });
    const { Contents = [] } = await s3.send(list);
    return Contents.map(({ Key = '' }) => Key);
  };
  const read = async (bucket: Bucket, key: string): Promise<Buffer> => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: `${prefix}${bucket}`, Key: key }));
    return Buffer.from((await Body?.transformToByteArray()) ?? []);
  };
  /** Says that a file was put, as S3 does. */
  const announce = async (key: string, times = 1): Promise<void> => {
    const object = { key: encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+') };
    const put = { eventName: 'ObjectCreated:Put', eventTime: new Date().toISOString() };
    const MessageBody = JSON.stringify({
      Records: [{ ...put, s3: { bucket: { name: `${prefix}drop` }, object } }],
    });
    const send = () => sqs.send(new SendMessageCommand({ QueueUrl: urls['file-drop'], MessageBody }));
    await Promise.all(Array.from({ length: times }, send));
  };
  const put = async (key: string, content: string | Uint8Array): Promise<void> => {
    await s3.send(new PutObjectCommand({ Bucket: `${prefix}drop`, Key: key, Body: content }));
  };
  const untilTaken = (key: string): Promise<void> =>
    vi.waitFor(async () => expect(await keys('drop', key)).toEqual([]), patience);
  /** Where what lay under a key lies now, by the end of the name. */
  const found = async (bucket: Bucket, under: string, key: string): Promise<string[]> => {
    const name = key.slice(key.lastIndexOf('/') + 1);
    return (await keys(bucket, under)).filter((one) => one.endsWith(`/${name}`));
  };

  return {
    keys,
    read,
    announce,
    put,
    untilTaken,
    /** As if nobody had said that any file was put. */
    forget: async (): Promise<void> => {
      await sqs.send(new PurgeQueueCommand({ QueueUrl: urls['file-drop'] }));
    },
    patients: createPatients({ documents, prefix }),
    /** Puts a file and waits until it is where it belongs. */
    drop: async (key: string, content: string | Uint8Array): Promise<void> => {
      await put(key, content);
      await announce(key);
      await untilTaken(key);
    },
    acceptedAs: (key: string) => found('drop', 'accepted/', key),
    processedAs: (key: string) => found('drop', 'processed/', key),
    quarantinedAs: (key: string) => found('quarantine', '', key),
    reasonsFor: async (key: string) => {
      const [reasons = ''] = await found('quarantine', '', `${key}.reasons.json`);
      return JSON.parse((await read('quarantine', reasons)).toString());
    },
    /** What was told of a file since the world began; what was told twice under one id counts once, as for notify. */
    noticesOf: async (path: string) => {
      for (;;) {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({ QueueUrl: urls.notifications, MaxNumberOfMessages: 10 }),
        );
        if (Messages.length === 0) break;
        for (const { Body = '', ReceiptHandle } of Messages) {
          const notice: NotificationMessage = JSON.parse(Body);
          notices.set(notice.event_id, notice);
          await sqs.send(new DeleteMessageCommand({ QueueUrl: urls.notifications, ReceiptHandle }));
        }
      }
      return [...notices.values()].filter(
        (notice) => notice.kind === 'file-quarantined' && notice.path === path,
      );
    },
  };
};
export type DropCloud = Awaited<ReturnType<typeof createDropCloud>>;
