import { findPackageJSON } from 'node:module';
import { pathToFileURL } from 'node:url';
import { type BuildAppOptions, buildApp } from 'fauxqs';
import { giveBackMessages } from './give-back-messages.ts';
import { keepConditions } from './keep-conditions.ts';
import { asListenError } from './listening.ts';
import { type ObjectEvents, sendObjectEvents } from './object-events.ts';
import { takeObjectsOfAnySize } from './objects-of-any-size.ts';
import type { RunningServer } from './running-server.ts';

type Stores = NonNullable<BuildAppOptions['stores']>;

/**
 * fauxqs offers persistence only through `startFauxqs`, which listens on every interface of the machine. Its own parts
 * are put together here instead, so that it listens on one address; they are not among its exports.
 */
const internals = async (file: string) => {
  const manifest = findPackageJSON('fauxqs', import.meta.url);
  if (!manifest) throw new Error('fauxqs is not installed');
  return import(new URL(`dist/${file}`, pathToFileURL(manifest)).href);
};

const createStores = async () => {
  const [{ SqsStore }, { SnsStore }, { S3Store }] = await Promise.all([
    internals('sqs/sqsStore.js'),
    internals('sns/snsStore.js'),
    internals('s3/s3Store.js'),
  ]);
  const stores: Stores = { sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new S3Store() };
  // Empty: queue addresses then name the host the request was made to, and not a made-up subdomain of it.
  stores.sqsStore.host = '';
  const send = (queue: string, body: string): void =>
    stores.sqsStore.getQueueByName(queue)?.enqueue(SqsStore.createMessage(body));
  return { stores, send };
};

const persistIn = async (dataDir: string, { sqsStore, snsStore, s3Store }: Stores): Promise<() => void> => {
  const { PersistenceManager } = await internals('persistence.js');
  const persistence = new PersistenceManager(dataDir);
  // As it comes it writes NULL into a column that must not be NULL when a message is made visible again at once:
  // the caller gets a 500 and the message is gone.
  const { db } = persistence;
  const makeReady = db.prepare(
    'UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?',
  );
  persistence.updateMessageReady = (messageId: string) => makeReady.run(messageId);
  // What a crash of the machine may cost here is the last few writes of a demo; each one synchronous costs far more.
  db.exec('PRAGMA synchronous = NORMAL');
  persistence.load(sqsStore, snsStore, s3Store);
  sqsStore.persistence = persistence;
  snsStore.persistence = persistence;
  s3Store.persistence = persistence;
  for (const queue of sqsStore.allQueues()) queue.persistence = persistence;
  return () => persistence.close();
};

/** S3 and SQS (fauxqs), in memory or kept in `dataDir`. */
export const startS3AndSqs = async (options: {
  host: string;
  port: number;
  dataDir?: string | undefined;
  events?: ObjectEvents[];
}): Promise<RunningServer> => {
  const { stores, send } = await createStores();
  const closeStore = options.dataDir ? await persistIn(options.dataDir, stores) : undefined;
  sendObjectEvents(stores.s3Store, options.events ?? [], send);
  const app = buildApp({ logger: false, stores });
  takeObjectsOfAnySize(app);
  keepConditions(app, stores.s3Store);
  giveBackMessages(app, stores.sqsStore);
  try {
    await app.listen({ port: options.port, host: options.host });
  } catch (error) {
    closeStore?.();
    throw asListenError(error, options.port);
  }
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  return {
    port,
    close: async () => {
      await app.close();
      closeStore?.();
    },
  };
};
