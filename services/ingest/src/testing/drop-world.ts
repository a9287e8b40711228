import { createHash } from 'node:crypto';
import type { Lab } from '@labsecure/contracts/labs';
import type { LabResultMessage } from '@labsecure/contracts/messages';
import type { Submission } from '@labsecure/contracts/records';
import { createAcceptStream } from '../domain/accept-stream.ts';
import type { DropFile, DropPorts, FileNotice, RegistryEntry } from '../domain/drop/ports.ts';
import { createGiveUp, createTakeIn } from '../domain/drop/take-in.ts';

/** The process ends here. */
export class Crash extends Error {}

const lab = (lab_id: string, over: Partial<Lab> = {}): Lab => ({
  lab_id,
  name: lab_id,
  client_id: `${lab_id}-client`,
  time_zone: 'UTC',
  active: true,
  ...over,
});

interface Stored {
  bytes: Buffer;
  version: number;
}

const etagOf = (bytes: Uint8Array): string => `"${createHash('md5').update(bytes).digest('hex')}"`;

/** What stands behind a file drop, in memory, with a drop bucket that keeps no versions. */
export const createDropWorld = (over: Partial<DropPorts> = {}) => {
  const labs = [lab('LAB001'), lab('LAB002'), lab('LAB009', { active: false })];
  const drop = new Map<string, Stored>();
  const quarantine = new Map<string, Buffer>();
  const raw = new Map<string, Uint8Array>();
  const submissions = new Map<string, Submission>();
  const messages: LabResultMessage[] = [];
  const notices: FileNotice[] = [];
  const patients = new Map<string, RegistryEntry>();
  const receipts = new Map<string, string>();
  let version = 0;
  /** Writes that still succeed. */
  let lives = Number.POSITIVE_INFINITY;
  const put_at = new Date('2024-03-09T10:11:12.000Z');

  /** Does it, and dies after it when it was the last one. */
  const write =
    <A extends unknown[], R>(work: (...args: A) => R) =>
    async (...args: A): Promise<R> => {
      const outcome = work(...args);
      lives -= 1;
      if (lives <= 0) throw new Crash();
      return outcome;
    };

  const lying = (file: DropFile): Buffer => {
    const stored = drop.get(file.key);
    if (!stored || etagOf(stored.bytes) !== file.etag) throw new Error('not the same file any more');
    return stored.bytes;
  };
  const put = (key: string, content: string | Uint8Array): void => {
    version += 1;
    drop.set(key, { bytes: Buffer.from(content), version });
  };

  const accept = createAcceptStream({
    claimIdempotencyKey: async () => 'ours',
    firstReceiptOf: async (labId, digest, receivedAt) => {
      const key = `${labId} ${digest}`;
      if (!receipts.has(key)) receipts.set(key, receivedAt);
      return receipts.get(key) ?? receivedAt;
    },
    storeRaw: write((key: string, bytes: Uint8Array) => void raw.set(key, bytes)),
    recordSubmission: write((one: Submission) => void submissions.set(one.submission_id, one)),
    announce: write((message: LabResultMessage) => void messages.push(message)),
  });

  const ports: DropPorts = {
    find: async (key) => {
      const stored = drop.get(key);
      return stored && { key, etag: etagOf(stored.bytes), size: stored.bytes.length, put_at };
    },
    async *read(file) {
      for (let from = 0; from < file.size; from += 1000) yield lying(file).subarray(from, from + 1000);
    },
    keep: write((file, key) => put(key, lying(file))),
    quarantine: write((file, key) => void quarantine.set(key, lying(file))),
    remove: write((file) => {
      const stored = drop.get(file.key);
      if (stored && etagOf(stored.bytes) === file.etag) drop.delete(file.key);
    }),
    explain: write((key, json) => void quarantine.set(key, Buffer.from(json))),
    writeCopy: async (key, lines) => {
      let text = '';
      for await (const line of lines) text += line;
      await write(() => put(key, text))();
    },
    tell: write((notice) => void notices.push(notice)),
    labOf: async (labId) => labs.find(({ lab_id }) => lab_id === labId),
    accept,
    register: write((patient) => {
      const known = patients.get(patient.patient_id);
      if (known?.birth_date && known.birth_date !== patient.birth_date) return 'conflict';
      const same = JSON.stringify(known) === JSON.stringify(patient);
      patients.set(patient.patient_id, patient);
      return known === undefined ? 'new' : same ? 'same' : 'updated';
    }),
    ...over,
  };
  const event = (key: string) => ({ key, traceparent: `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01` });

  return {
    ports,
    put,
    drop,
    quarantine,
    raw,
    submissions,
    notices,
    patients,
    /** Puts a file and takes it in. */
    take: (key: string, content: string | Uint8Array) => {
      put(key, content);
      return createTakeIn(ports)(event(key));
    },
    takeAgain: (key: string) => createTakeIn(ports)(event(key)),
    giveUp: (key: string) => createGiveUp(ports)(event(key)),
    dieAfter: (writes: number): void => {
      lives = writes;
    },
    revive: (): void => {
      lives = Number.POSITIVE_INFINITY;
    },
    /** Everything there is, but for how often it was said. */
    state: () => ({
      drop: Object.fromEntries([...drop].map(([key, { bytes }]) => [key, bytes.toString()]).sort()),
      quarantine: Object.fromEntries([...quarantine].map(([key, bytes]) => [key, bytes.toString()]).sort()),
      raw: [...raw.keys()].sort(),
      submissions: [...submissions.keys()].sort(),
      patients: Object.fromEntries([...patients].sort()),
      notices: [...new Set(notices.map(({ event_id }) => event_id))],
    }),
    /** The reasons that lie in quarantine. */
    reasons: (): { in_part: boolean; reasons_in_all: number; reasons: { code: string; row?: number }[] } => {
      const [, json = Buffer.from('{}')] =
        [...quarantine].find(([key]) => key.endsWith('.reasons.json')) ?? [];
      return JSON.parse(json.toString());
    },
  };
};
export type DropWorld = ReturnType<typeof createDropWorld>;
