import { waitUntil } from '../system/wait-until.ts';
import { type Delivery, deliver, isReady } from './deliver.ts';
import { demoSubmissions } from './history/submissions.ts';
import { demoLabs } from './labs.ts';
import type { ProgressKeeper } from './progress.ts';
import { openDemoStores } from './stores.ts';

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

export interface DemoTarget {
  /** Where the stores are, by the services' own settings. */
  env: Record<string, string>;
  ingestUrl: string;
  /** An access token of a lab's client. */
  tokenOf: (labId: string) => Promise<string>;
}

export interface LoadOptions {
  /** Remembers that it was done; each call loads it again when absent. */
  progress?: ProgressKeeper | undefined;
  signal?: AbortSignal | undefined;
  /** Told in a sentence when there is something to load. */
  onBegin?: (sentence: string) => void;
}

/** Patients get no e-mail about what lies years back. */
const load = async (target: DemoTarget, now: Date, signal?: AbortSignal): Promise<void> => {
  const { env, ingestUrl } = target;
  const tokens = new Map<string, string>();
  for (const { lab_id } of demoLabs) tokens.set(lab_id, await target.tokenOf(lab_id));
  const tokenOf = (lab_id: string): string => tokens.get(lab_id) ?? '';
  const patience = { everyMs: 100, timeoutMs: 120_000, signal };
  const settled = (delivery: Delivery): Promise<void> =>
    waitUntil(() => isReady(ingestUrl, tokenOf(delivery.lab_id), delivery), {
      ...patience,
      otherwise: 'The demo history was not processed within two minutes.',
    });
  const stores = openDemoStores(env);
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

/**
 * Sends the demo patients' history through ingest and waits until all of it can be read. Once, if its progress is kept.
 * @throws Error with a sentence when a part of it is refused, fails, or takes too long
 */
export const loadDemoHistory = async (target: DemoTarget, options: LoadOptions = {}): Promise<void> => {
  const { progress, signal } = options;
  const { now, done } = (await progress?.read()) ?? { now: new Date().toISOString(), done: false };
  if (done) return;
  options.onBegin?.('Sending two years of history of the demo patients through the system ...');
  await progress?.write({ now, done });
  await load(target, new Date(now), signal);
  await progress?.write({ now, done: true });
};
