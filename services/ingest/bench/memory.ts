/** The measured process: takes a body in, as it comes or as a whole, over stores that keep nothing, and says what it held. */
import { setImmediate } from 'node:timers/promises';
import type { Lab } from '@labsecure/contracts/labs';
import { createAcceptStream } from '../src/domain/accept-stream.ts';
import { type AcceptPorts, createAcceptSubmission } from '../src/domain/accept-submission.ts';
import { csvOf, hl7Of } from './large-bodies.ts';

const [way = 'stream', kind = 'csv', size = '20000000'] = process.argv.slice(2);
const lab: Lab = { lab_id: 'LAB001', name: 'Lab', client_id: 'c1', time_zone: 'UTC', active: true };
const sent = {
  lab,
  media_type: kind === 'csv' ? 'text/csv' : 'application/hl7-v2',
  received_at: new Date(),
};
const piecesOf = kind === 'csv' ? csvOf : hl7Of;

/** With a collector at hand, what is still needed is measured; without one, what the process takes. */
const collect = globalThis.gc;
const live = async (): Promise<number> => {
  // What the first one frees may still be counted until it was swept.
  collect?.();
  await setImmediate();
  collect?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};
let most = 0;
let kept = 0;
const ports: AcceptPorts = {
  claimIdempotencyKey: async () => 'ours',
  firstReceiptOf: async (_lab, _digest, at) => at,
  storeRaw: async () => {
    kept += 1;
    if (collect && kept % 2000 === 1) most = Math.max(most, await live());
  },
  recordSubmission: async () => undefined,
  announce: async () => undefined,
};

const take = async (bytes: number): Promise<void> => {
  if (way === 'stream') {
    // Pieces are made when they are asked for, and never together.
    async function* body(): AsyncIterable<Uint8Array> {
      yield* piecesOf(bytes);
    }
    for await (const { status } of createAcceptStream(ports)({ ...sent, body: body() })) {
      if (status === 'REFUSED') throw new Error('a result was refused');
    }
  } else await createAcceptSubmission(ports)({ ...sent, bytes: Buffer.concat([...piecesOf(bytes)]) });
};

// The catalogue, time zones and compiled code are there for every body.
await take(2_000_000);
const before = { live: await live(), rss: process.resourceUsage().maxRSS, cpu: process.cpuUsage() };
[most, kept] = [0, 0];
await take(Number(size));
const { user, system } = process.cpuUsage(before.cpu);
process.send?.({
  results: kept,
  live: most - before.live,
  rss: (process.resourceUsage().maxRSS - before.rss) * 1024,
  cpuMs: (user + system) / 1000,
});
process.disconnect();
