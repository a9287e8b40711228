import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalCloud } from '../cloud.ts';
import { waitUntil } from '../system/wait-until.ts';
import { clientToken } from '../tokens.ts';
import { type Delivery, deliver, isReady } from './deliver.ts';
import { demoSubmissions } from './history/submissions.ts';
import { demoLabs } from './labs.ts';
import { openDemoStores } from './stores.ts';

interface Progress {
  /** The moment the history leads up to. Kept from the first attempt, so that a second one sends the same bodies. */
  now: string;
  done: boolean;
}

const readProgress = async (file: string): Promise<Progress | undefined> => {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
};

/** At most so many at once, in the order given. */
const inTurn = async <I, O>(items: I[], atOnce: number, work: (item: I) => Promise<O>): Promise<O[]> => {
  const waiting = items.entries();
  const done: O[] = [];
  const worker = async (): Promise<void> => {
    for (const [at, item] of waiting) done[at] = await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return done;
};

/** Patients get no e-mail about what lies years back. */
const load = async (cloud: LocalCloud, ingestUrl: string, now: Date, signal?: AbortSignal): Promise<void> => {
  const tokens = new Map<string, string>();
  for (const { lab_id } of demoLabs) tokens.set(lab_id, await clientToken(cloud, lab_id));
  const tokenOf = (lab_id: string): string => tokens.get(lab_id) ?? '';
  const patience = { everyMs: 100, timeoutMs: 120_000, signal };
  const settled = (delivery: Delivery): Promise<void> =>
    waitUntil(() => isReady(ingestUrl, tokenOf(delivery.lab_id), delivery), {
      ...patience,
      otherwise: 'The demo history was not processed within two minutes.',
    });
  const stores = openDemoStores(cloud.env);
  try {
    await stores.setEmails(false);
    const deliveries = await inTurn(demoSubmissions(now), 8, (submission) =>
      deliver(ingestUrl, tokenOf(submission.lab_id), submission),
    );
    await inTurn(deliveries, 8, settled);
    await waitUntil(stores.noNotificationsLeft, {
      ...patience,
      otherwise: 'The notifications of the demo history were not handled within two minutes.',
    });
  } finally {
    await stores.setEmails(true);
    stores.destroy();
  }
};

export interface LoadOptions {
  /** Remembers that it was done. */
  dataDir?: string | undefined;
  signal?: AbortSignal | undefined;
  /** Told in a sentence when there is something to load. */
  onBegin?: (sentence: string) => void;
}

/**
 * Sends the demo patients' history through ingest and waits until all of it can be read. Once for a `dataDir`.
 * @throws Error with a sentence when a part of it is refused, fails, or takes too long
 */
export const loadDemoHistory = async (
  cloud: LocalCloud,
  ingestUrl: string,
  options: LoadOptions = {},
): Promise<void> => {
  const file = options.dataDir && join(options.dataDir, 'demo-history.json');
  const progress = (file && (await readProgress(file))) || { now: new Date().toISOString(), done: false };
  if (progress.done) return;
  options.onBegin?.('Sending two years of history of the demo patients through the system ...');
  if (file) await writeFile(file, JSON.stringify(progress));
  await load(cloud, ingestUrl, new Date(progress.now), options.signal);
  if (file) await writeFile(file, JSON.stringify({ ...progress, done: true }));
};
