import { digestOf } from '@labsecure/contracts/identity';
import type { Lab } from '@labsecure/contracts/labs';
import type { Submission } from '@labsecure/contracts/records';
import { describe, expect, test } from 'vitest';
import { inPieces, largeBatch, largeTable, manyReports } from '../testing/large-bodies.ts';
import { jsonReport } from '../testing/same-report.ts';
import { createAcceptStream, type StreamedDelivery } from './accept-stream.ts';
import { type AcceptPorts, createAcceptSubmission } from './accept-submission.ts';
import { largestBody, largestReport } from './limits.ts';

const lab: Lab = { lab_id: 'LAB001', name: 'Quest', client_id: 'c1', time_zone: 'UTC', active: true };
const received_at = new Date('2024-02-15T11:00:00Z');
const csv = 'text/csv';
const hl7 = 'application/hl7-v2';

/** Ports that remember what was kept. */
const keeping = (over: Partial<AcceptPorts> = {}) => {
  const facts: Submission[] = [];
  const stored = new Map<string, string>();
  const claims: string[] = [];
  const ports: AcceptPorts = {
    claimIdempotencyKey: async (labId, key, digest) => {
      claims.push(`${labId} ${key} ${digest}`);
      return 'ours';
    },
    firstReceiptOf: async (_lab, _digest, at) => at,
    storeRaw: async (key, bytes) => void stored.set(key, digestOf(bytes)),
    recordSubmission: async (fact) => void facts.push(fact),
    announce: async () => undefined,
    ...over,
  };
  return { ports, facts, stored, claims };
};

const delivery = (media_type: string, body: string | Buffer, over: Partial<StreamedDelivery> = {}) => ({
  lab,
  media_type,
  received_at,
  body: inPieces(body),
  ...over,
});
const all = async <T>(entries: AsyncIterable<T>): Promise<T[]> => {
  const list: T[] = [];
  for await (const entry of entries) list.push(entry);
  return list;
};
const byId = (a: Submission, b: Submission) => a.submission_id.localeCompare(b.submission_id);

const reports: [string, string?][] = [...manyReports(60, 'A'), ['bad', ''], ...manyReports(10, 'Z')];
/** Tables whose results are of a patient each, without accession numbers. */
const nameless = (table: string): string =>
  table
    .replace(/^P123456,LAB001,[AZ]-(\d+),/gm, 'P$1,LAB001,,')
    .replace(/^P123456,LAB001,bad,/gm, 'Pbad,LAB001,,');
const bodies: [string, string, string][] = [
  ['a table', csv, largeTable(reports)],
  ['a table without accession numbers', csv, nameless(largeTable(reports.slice(0, 61)))],
  ['a batch', hl7, largeBatch(reports)],
];

describe.each(bodies)('%s', (_what, type, body) => {
  test.each([undefined, 'key-1'])(
    'When it comes as a stream (key: %s), then ids, facts and bytes are those of the body taken whole',
    async (idempotency_key) => {
      expect(body.length).toBeGreaterThan(largestReport);
      const [whole, streamed] = [keeping(), keeping()];
      const sent = { lab, media_type: type, received_at, idempotency_key };
      const answer = await createAcceptSubmission(whole.ports)({ ...sent, bytes: Buffer.from(body) });
      const accept = createAcceptStream(streamed.ports);
      const entries = await all(accept({ ...sent, body: inPieces(body) }));
      const inRows = entries.toSorted((a, b) => (a.row ?? 0) - (b.row ?? 0));
      expect('results' in answer && answer.results).toEqual(inRows);
      expect(streamed.facts.sort(byId)).toEqual(whole.facts.sort(byId));
      expect(streamed.stored).toEqual(whole.stored);
      expect(streamed.claims).toEqual(whole.claims);
    },
  );
});

test('When a body is no larger than one report, then it is taken whole, whatever its type', async () => {
  const { ports, facts } = keeping();
  const accept = createAcceptStream(ports);
  expect(await all(accept(delivery('application/json', jsonReport('A-1'))))).toMatchObject([
    { status: 'RECEIVED' },
  ]);
  expect(facts).toHaveLength(1);
  const bad = await all(accept(delivery('application/json', jsonReport('A-1', ''))));
  expect(bad).toMatchObject([{ status: 'REFUSED' }]);
});

const broken: [string, string, () => string | Buffer, object][] = [
  [
    'is not UTF-8 at its end',
    csv,
    () => Buffer.concat([Buffer.from(largeTable(reports)), Buffer.from([0xff])]),
    { code: 'E_CHARSET' },
  ],
  [
    'names another lab in its last row',
    csv,
    () => largeTable(reports).replace(/LAB001(?!.*LAB001)/s, 'LAB002'),
    { status: 403 },
  ],
  [
    'names another lab in its last message',
    hl7,
    () => largeBatch(reports).replace(/LAB001(?=\|PORTAL)(?!.*LAB001\|PORTAL)/s, 'LAB002'),
    { status: 403 },
  ],
  [
    'is a table larger than the limit',
    csv,
    () => largeTable(reports) + '\n'.repeat(largestBody),
    { status: 413 },
  ],
  [
    'is a batch larger than the limit',
    hl7,
    () => largeBatch(reports) + '\r'.repeat(largestBody),
    { status: 413 },
  ],
  ['is no batch at all', hl7, () => 'PID|1\r'.repeat(200_000), { code: 'E_HL7_MSH', status: 400 }],
  [
    'is one message that is too large',
    hl7,
    () => `${largeBatch([['A']]).replace(/BHS.*?\r|BTS.*?\r/g, '')}NTE|3||${'x'.repeat(2e6)}\r`,
    { status: 413, code: 'E_TOO_LARGE' },
  ],
  [
    'is large and of a type that is read whole',
    'application/json',
    () => jsonReport('A') + ' '.repeat(2e6),
    { status: 413, message: expect.stringContaining(`${largestReport}`) },
  ],
];

test.each(broken)('When a body %s, then nothing of it is kept', async (_what, type, body, error) => {
  const { ports, facts, stored, claims } = keeping();
  const accept = createAcceptStream(ports);
  const entries = accept(delivery(type, body(), { idempotency_key: 'k1' }));
  await expect(all(entries)).rejects.toMatchObject(error);
  expect([facts.length, stored.size, claims.length]).toEqual([0, 0, 0]);
});

test('When the key stands for another body, then nothing is kept', async () => {
  const { ports, stored } = keeping({ claimIdempotencyKey: async () => 'taken' });
  const entries = createAcceptStream(ports)(delivery(csv, largeTable(reports), { idempotency_key: 'k1' }));
  await expect(all(entries)).rejects.toMatchObject({ code: 'E_IDEMPOTENCY_KEY_REUSED' });
  expect(stored.size).toBe(0);
});

test('When nothing can be taken, then no key is claimed', async () => {
  const { ports, claims } = keeping();
  const bad = manyReports(60, 'B').map(([accession]): [string, string] => [accession, '']);
  const entries = await all(
    createAcceptStream(ports)(delivery(csv, largeTable(bad), { idempotency_key: 'k1' })),
  );
  expect(entries).toHaveLength(60);
  expect(new Set(entries.map(({ status }) => status))).toEqual(new Set(['REFUSED']));
  expect(claims).toEqual([]);
});

test('When the same result stands twice in a batch, then the later one is refused', async () => {
  const { ports, facts } = keeping();
  const twice = largeBatch([...manyReports(60, 'A'), ['A-7', '12.9']]);
  const entries = await all(createAcceptStream(ports)(delivery(hl7, twice)));
  expect(entries.at(-1)).toMatchObject({
    status: 'REFUSED',
    row: 61,
    errors: [{ code: 'E_DUPLICATE_RESULT' }],
  });
  expect(facts).toHaveLength(60);
});

test('When one result of a table is larger than a report may be, then it alone is refused', async () => {
  const long = `${'x'.repeat(200_000)}\r\n`;
  const [header, ...rows] = largeTable([['A-1'], ['A-2']]).split(/(?<=\r\n)/);
  const codes = ['RBC', 'HCT', 'MCV', 'MCH', 'MCHC', 'PLT'];
  const more = codes.map((code) => `P123456,LAB001,A-1,CBC,2024-01-15T10:30:00-05:00,${code},,,,,,${long}`);
  const entries = await all(
    createAcceptStream(keeping().ports)(delivery(csv, [header, ...rows, ...more].join(''))),
  );
  const inRows = entries.toSorted((a, b) => (a.row ?? 0) - (b.row ?? 0));
  expect(inRows).toMatchObject([{ status: 'REFUSED' }, { status: 'RECEIVED' }]);
  expect('errors' in (inRows[0] ?? {}) && inRows[0]).toMatchObject({
    errors: expect.arrayContaining([expect.objectContaining({ code: 'E_TOO_LARGE' })]),
  });
});

test('When something fails midway, then it is told, and no more than what was under way is begun', async () => {
  let begun = 0;
  const { ports } = keeping({
    storeRaw: async () => {
      begun += 1;
      await Promise.resolve();
      if (begun >= 20) throw new Error('is down');
    },
  });
  const entries = createAcceptStream(ports)(delivery(hl7, largeBatch(reports)));
  await expect(all(entries)).rejects.toThrow('is down');
  expect(begun).toBeLessThan(20 + 2 * 16);
});

test('When nobody asks on, then no more is begun, and the body is let go of', async () => {
  const { ports, stored } = keeping();
  for await (const _first of createAcceptStream(ports)(delivery(hl7, largeBatch(reports)))) break;
  expect(stored.size).toBeLessThanOrEqual(16);
  let isClosed = false;
  async function* watched(): AsyncIterable<Uint8Array> {
    try {
      yield* inPieces(jsonReport('A') + ' '.repeat(2e6));
    } finally {
      isClosed = true;
    }
  }
  const refused = createAcceptStream(ports)(delivery('application/json', '', { body: watched() }));
  await expect(all(refused)).rejects.toThrow();
  expect(isClosed).toBe(true);
});
