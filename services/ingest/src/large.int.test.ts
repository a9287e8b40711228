import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { SeveralAnswer, ValidateAnswer } from '@labsecure/contracts/api';
import { type LocalCloud, startLocalCloud } from '@labsecure/local-cloud/cloud';
import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { largestBody, largestReport } from './domain/limits.ts';
import { startFrailStore } from './testing/frail-store.ts';
import { type IngestWorld, startIngestWorld } from './testing/ingest-world.ts';
import { inPieces, largeBatch, largeTable, manyReports } from './testing/large-bodies.ts';
import { csvTable } from './testing/same-report.ts';
import { startUpload } from './testing/slow-upload.ts';

let cloud: LocalCloud;
let ingest: IngestWorld;
let url: string;
beforeAll(async () => {
  cloud = await startLocalCloud();
  ingest = await startIngestWorld(cloud);
  url = await ingest.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await ingest.stop();
  await cloud.close();
});

interface Told {
  results: { row: number; status?: string; result_id?: string }[];
}
const csv = 'text/csv';
const hl7 = 'application/hl7-v2';
const own = (): string => randomUUID().slice(0, 8);
const headersFor = (type: string) => ({
  'content-type': type,
  authorization: `Bearer ${ingest.tokens.LAB001}`,
});
type Init = RequestInit & { duplex: 'half' };
/** Sent piece by piece, so that nobody knows how long it is before its end. */
const post = (body: string, type = csv, path = '/api/v1/ingest', base = url) => {
  const init: Init = {
    method: 'POST',
    headers: headersFor(type),
    body: ReadableStream.from(inPieces(body)),
    duplex: 'half',
  };
  return fetch(base + path, init);
};
const bad = (accession: string): [string, string] => [accession, ''];
const sorted = (results: Told['results']) => results.toSorted((a, b) => a.row - b.row);

describe('a large table', () => {
  test('Good rows are accepted, bad ones named, and the same body again gets the same answer', async () => {
    const [prefix, last] = [own(), own()];
    const table = largeTable([...manyReports(70, prefix), bad(own()), [last]]);
    const answer = await post(table);
    expect(answer.status).toBe(202);
    expect(answer.headers.get('location')).toBe('/api/v1/submissions');
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const told = (await answer.json()) as Told;
    expect(Compile(SeveralAnswer).Check(told)).toBe(true);
    expect(told).toMatchObject({ accepted: 71, refused: 1 });
    const results = sorted(told.results);
    expect(results.map(({ row }) => row)).toEqual(Array.from({ length: 72 }, (_, at) => 2 + at * 2));
    expect(results[70]).toMatchObject({ status: 'REFUSED', errors: expect.any(Array) });
    expect((await ingest.status(results[71]?.result_id ?? '')).json()).toMatchObject({ status: 'RECEIVED' });
    const kept = (await ingest.rawBytesOf(results[71]?.result_id ?? '')).toString().split(/(?<=\r\n)/);
    const rows = table.split(/(?<=\r\n)/);
    expect(kept.map((row) => rows.indexOf(row))).toEqual([0, 143, 144]);
    const stored = await ingest.storedKeys('LAB001');
    const again = (await (await post(table)).json()) as Told;
    expect(sorted(again.results)).toEqual(results);
    expect(await ingest.storedKeys('LAB001')).toEqual(stored);
  });

  test('When nothing of it can be taken, then it is 422 with as many faults as are listed, and nothing is stored', async () => {
    const before = await ingest.storedKeys('LAB001');
    const few = csvTable(...manyReports(1100, own()).map(([accession]) => bad(accession)));
    const [header = '', ...rows] = few.split(/(?<=\r\n)/);
    const padded = rows.map((row) => row.replace('\r\n', `,${'x'.repeat(500)}\r\n`)).join('');
    const answer = await post(header.replace('\r\n', ',Padding\r\n') + padded);
    expect(answer.status).toBe(422);
    const { code, errors } = (await answer.json()) as { code: string; errors: { row?: number }[] };
    expect(code).toBe('E_INVALID');
    expect(new Set(errors.map(({ row }) => row)).size).toBe(1001);
    expect(errors.at(-1)).toMatchObject({ code: 'W_MORE_REFUSED' });
    expect(await ingest.storedKeys('LAB001')).toEqual(before);
  });

  test('It can be tried without storing anything', async () => {
    const before = await ingest.storedKeys('LAB001');
    const answer = await post(largeTable([...manyReports(60, own()), bad(own())]), csv, '/api/v1/validate');
    expect(answer.status).toBe(200);
    const told = (await answer.json()) as Told;
    expect(Compile(ValidateAnswer).Check(told)).toBe(true);
    expect(told).toMatchObject({ valid: 60, refused: 1 });
    expect(await ingest.storedKeys('LAB001')).toEqual(before);
  });
});

describe('a large batch', () => {
  const heard = (text: string) => text.split('\r').filter((line) => /^(?:[FB][HT]S|MSA)/.test(line));

  test('Each message is acknowledged in its order, within a batch that names the one that was sent', async () => {
    const [one, two] = [manyReports(40, own()), manyReports(20, own())];
    const refused = own();
    const answer = await post(largeBatch([...one, bad(refused), ...two], 'B-4711'), hl7);
    expect(answer.status).toBe(202);
    expect(answer.headers.get('content-type')).toBe(`${hl7}; charset=utf-8`);
    const text = await answer.text();
    const [begin = '', ...rest] = heard(text);
    expect(begin.split('|').at(-1)).toBe('B-4711');
    const codes = rest.map((line) => line.split('|').slice(0, 3).join('|'));
    const aa = ([accession]: [string]) => `MSA|AA|M-${accession}`;
    expect(codes).toEqual([...one.map(aa), `MSA|AE|M-${refused}`, ...two.map(aa), 'BTS|61']);
    const ids = [...text.matchAll(/api\/v1\/status\/([0-9a-f-]{36})/g)].map(([, id = '']) => id);
    expect(new Set(ids).size).toBe(60);
    expect((await ingest.status(ids[0] ?? '')).json()).toMatchObject({ status: 'RECEIVED' });
  });

  test('When nothing of it can be taken, then it is 422, and each message is told why', async () => {
    const answer = await post(largeBatch(manyReports(60, own()).map(([accession]) => bad(accession))), hl7);
    expect(answer.status).toBe(422);
    const codes = heard(await answer.text()).map((line) => line.split('|').slice(0, 2).join('|'));
    expect(codes.slice(1)).toEqual([...Array(60).fill('MSA|AE'), 'BTS|60']);
  });

  test('When it names another lab in its last message, then it is refused whole in an acknowledgement', async () => {
    const before = await ingest.storedKeys('LAB001');
    const batch = largeBatch(manyReports(60, own()));
    const at = batch.lastIndexOf('|LAB001|PORTAL');
    const answer = await post(`${batch.slice(0, at)}|LAB002|PORTAL${batch.slice(at + 14)}`, hl7);
    expect(answer.status).toBe(403);
    expect(heard(await answer.text()).map((line) => line.slice(0, 6))).toEqual(['MSA|AR']);
    expect(await ingest.storedKeys('LAB001')).toEqual(before);
  });
});

describe('limits', () => {
  test('A body that says it is larger than 25 MiB is refused before it comes', async () => {
    const upload = startUpload(`${url}/api/v1/ingest`, {
      ...headersFor(csv),
      // With "close" all of it would be read first: the answer ends the connection.
      connection: 'keep-alive',
      'content-length': String(largestBody + 1),
    });
    await upload.write('PatientID');
    const { status, body } = await upload.answer;
    expect(status).toBe(413);
    expect(JSON.parse(body)).toMatchObject({
      code: 'E_TOO_LARGE',
      detail: expect.stringContaining(`${largestBody}`),
    });
    upload.destroy();
  });

  test.each(['/api/v1/ingest', '/api/v1/validate'])(
    'A body that turns out to be larger than 25 MiB is refused, and the connection lives on (%s)',
    async (path) => {
      const answer = await post(largeTable(manyReports(60, own())) + '\n'.repeat(largestBody), csv, path);
      expect(answer.status).toBe(413);
      expect(await answer.json()).toMatchObject({
        code: 'E_TOO_LARGE',
        detail: expect.stringContaining(`${largestBody}`),
      });
    },
  );

  test('A body of a type that is read whole may have 1 MiB', async () => {
    const answer = await ingest.post(' '.repeat(largestReport + 1), { 'content-type': 'application/json' });
    expect(answer.statusCode).toBe(413);
    expect(answer.json()).toMatchObject({ detail: expect.stringContaining(`${largestReport}`) });
  });
});

/** The first half of a large table that is fine, and the rest of it. */
const halves = (count = 120): [string, string] => {
  const table = largeTable(manyReports(count, own()));
  const middle = Math.max(largestReport + 200_000, table.length / 2);
  return [table.slice(0, middle), table.slice(middle)];
};

const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await pause(10);
};
const admitted = ({ log }: IngestWorld): number =>
  log.filter((line) => line.includes('"event":"body.large"')).length;

/** A body that was let in, and of which the rest is still to come. The one before it may have to leave first. */
const onItsWay = async (world: IngestWorld, base: string) => {
  const [half, rest] = halves();
  for (;;) {
    const before = admitted(world);
    const upload = startUpload(`${base}/api/v1/ingest`, headersFor(csv));
    let isRefused = false;
    upload.answer.then(() => {
      isRefused = true;
    }, Boolean);
    await upload.write(half);
    await until(() => isRefused || admitted(world) > before);
    if (!isRefused) return { upload, rest };
    upload.destroy();
  }
};
const twoOnTheirWay = async (world: IngestWorld, base: string) => [
  await onItsWay(world, base),
  await onItsWay(world, base),
];
const tryOut = (body: string) => post(body, csv, '/api/v1/validate');

describe('several at once', () => {
  test('A third large body is asked to come later, others are served, and the two are taken', async () => {
    const both = await twoOnTheirWay(ingest, url);
    const third = largeTable(manyReports(60, own()));
    const busy = await tryOut(third);
    expect(busy.status).toBe(503);
    expect(Number(busy.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await busy.json()).toMatchObject({ code: 'E_BUSY' });
    const small = await post(csvTable([own()]));
    expect(small.status).toBe(202);
    await Promise.all(both.map(({ upload, rest }) => upload.write(rest)));
    for (const { upload } of both) upload.end();
    for (const { upload } of both) {
      const { status, body } = await upload.answer;
      expect(status).toBe(202);
      expect(JSON.parse(body)).toMatchObject({ accepted: 120, refused: 0 });
    }
    await until(async () => (await tryOut(third)).status === 200);
  });

  test('When senders hang up midway, then nothing of theirs is kept, and there is room again', async () => {
    const before = await ingest.storedKeys('LAB001');
    const both = await twoOnTheirWay(ingest, url);
    for (const { upload } of both) upload.destroy();
    const third = largeTable(manyReports(60, own()));
    await until(async () => (await tryOut(third)).status === 200);
    expect(await ingest.storedKeys('LAB001')).toEqual(before);
  });

  test('When the service is to stop while bodies come, then it does', async () => {
    const other = await startIngestWorld(cloud);
    const base = await other.app.listen({ host: '127.0.0.1', port: 0 });
    const both = await twoOnTheirWay(other, base);
    await other.stop();
    for (const { upload } of both) await expect(upload.answer).rejects.toThrow();
  });
});

test('When results can be kept no longer midway, then the answer has no end, and the same body is taken later', async () => {
  const store = await startFrailStore(40);
  const frail = await startIngestWorld(cloud, { AWS_ENDPOINT_URL_S3: store.url });
  try {
    const table = largeTable(manyReports(80, own()));
    const base = await frail.app.listen({ host: '127.0.0.1', port: 0 });
    const answer = await post(table, csv, '/api/v1/ingest', base);
    expect(answer.status).toBe(202);
    await expect(answer.text()).rejects.toThrow();
    expect(await (await post(table)).json()).toMatchObject({ accepted: 80, refused: 0 });
  } finally {
    await frail.stop();
    store.stop();
  }
});
