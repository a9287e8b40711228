import { expect, test } from 'vitest';
import { chunksOf, collect, smallLab, tableOf } from '../../test/table.ts';
import { largestBody } from '../incoming.ts';
import { readCsv } from './csv.ts';
import { checkedBytes } from './incoming.ts';
import { streamCsv } from './stream.ts';

const names = 'PatientID,LabID,TestDate,Accession,Code,Value';
const patients = 1500;
const codes = ['WBC', 'RBC', 'HGB'];
const row = (patient: number, code: string, lab = 'SMALL001'): string =>
  `P${patient},${lab},2024-01-15T10:30Z,A${patient},${code},${patient % 20}.5`;
/** Each result's rows are as far apart as they can be. */
const far = codes.flatMap((code) => Array.from({ length: patients }, (_, patient) => row(patient, code)));

const stream = (text: string | Uint8Array, size = 64 * 1024) => streamCsv(chunksOf(text, size), smallLab);
const failing = async (text: string | Uint8Array, size?: number) => {
  const seen: unknown[] = [];
  try {
    for await (const entry of stream(text, size)) seen.push(entry);
  } catch (error) {
    return { error, seen: seen.length };
  }
  throw new Error('nothing was thrown');
};

test('When the rows of each result are spread over the whole file, then each is one whole result', async () => {
  const entries = await collect(stream(tableOf(far, names)));
  expect(entries).toHaveLength(patients);
  expect(entries.every(({ report }) => report?.observations.length === codes.length)).toBe(true);
  expect(new Set(entries.map(({ report }) => report?.accession_number)).size).toBe(patients);
});

test('When the last row is of another patient under an accession number used above, then both results are refused', async () => {
  const entries = await collect(stream(tableOf([...far, row(1, 'PLT').replace('P1,', 'P2,')], names)));
  const refused = entries.filter(({ report }) => report === undefined);
  expect(
    refused.map(({ row: first, problems }) => `${first} ${problems.map(({ code }) => code)}`).sort(),
  ).toEqual(['3 E_CSV_RESULT,E_CSV_IDENTITY', '4502 E_CSV_IDENTITY']);
});

test('When the last row of a result cannot be read, then the result is refused though its rows came long ago', async () => {
  const entries = await collect(stream(tableOf([...far, 'P7,SMALL001,2024-01-15T10:30Z,A7,PLT'], names)));
  const refused = entries.filter(({ report }) => report === undefined);
  expect(refused.map(({ row: first }) => first).sort()).toEqual([4502, 9]);
});

test.each([
  ['names another lab in the last row', tableOf([...far, row(9, 'WBC', 'LAB002')], names), 'E_FORBIDDEN'],
  ['ends within quotes', tableOf([...far, `P1,SMALL001,2024-01-15,"A1,WBC,7`], names), 'E_CSV'],
  [
    'is not UTF-8 at the end',
    Buffer.concat([Buffer.from(tableOf(far, names)), Buffer.from([0xff])]),
    'E_CHARSET',
  ],
  [
    'ends within a character',
    Buffer.concat([Buffer.from(tableOf(far, names)), Buffer.from([0xc3])]),
    'E_CHARSET',
  ],
  ['has an endless row of blank cells', Buffer.from(`${names}\n${','.repeat(400_000)}`), 'E_CSV'],
  ['has too many rows of another width', tableOf(Array(10_001).fill('"\n"'), names), 'E_CSV'],
  ['has no rows', names, 'E_EMPTY'],
  ['is empty', '', 'E_CSV_HEADER'],
])('When a body %s, then not one entry of it has come', async (_what, body, code) => {
  expect(await failing(body)).toMatchObject({ error: { code }, seen: 0 });
});

test('When bytes are not UTF-8, then the very place is named, however the bytes come', async () => {
  const good = Buffer.from(`${tableOf(far, names)}ü€`);
  const bad = Buffer.concat([good, Buffer.from([0xff]), good]);
  const message = expect.stringContaining(`Bytes at offset ${good.length} are`);
  for (const size of [1, 2, 3, 64 * 1024])
    expect(await failing(bad, size)).toMatchObject({ error: { code: 'E_CHARSET', message } });
});

test('When a body is larger than the limit, then it is refused while it comes', async () => {
  let sent = 0;
  async function* endless(): AsyncIterable<Uint8Array> {
    const chunk = Buffer.alloc(1024 * 1024, ' ');
    for (;;) {
      sent += chunk.length;
      yield chunk;
    }
  }
  await expect(collect(checkedBytes(endless()))).rejects.toMatchObject({ code: 'E_TOO_LARGE', status: 413 });
  expect(sent).toBeLessThanOrEqual(largestBody + 1024 * 1024);
});

test('When there are blank lines before, between and behind rows, then numbers and slices are as in the whole', async () => {
  const blank = '\r\n'.repeat(500);
  const text = `${names}\r\n${blank}${row(1, 'WBC')}\r\n${blank}${row(1, 'RBC')}\r\n${blank}`;
  const entries = await collect(stream(text, 64));
  expect(entries).toEqual(readCsv(text, smallLab).entries);
  expect(entries.map(({ row: first, slice }) => `${first} ${slice?.length}`)).toEqual([
    `502 ${text.length - 3 * blank.length}`,
  ]);
});

test('When a body is refused midway, then where its bytes come from is let go', async () => {
  let closed = false;
  async function* watched(): AsyncIterable<Uint8Array> {
    try {
      yield* chunksOf(tableOf(far, names), 100_000);
    } finally {
      closed = true;
    }
  }
  await expect(collect(streamCsv(watched(), { ...smallLab, lab_id: 'LAB002' }))).rejects.toMatchObject({
    code: 'E_FORBIDDEN',
  });
  expect(closed).toBe(true);
});
