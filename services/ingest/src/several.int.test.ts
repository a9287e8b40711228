import { randomUUID } from 'node:crypto';
import { type LocalCloud, startLocalCloud } from '@labsecure/local-cloud/cloud';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type IngestWorld, startIngestWorld } from './testing/ingest-world.ts';
import { csvSlice, csvTable, fhirBundle, hl7Message, xmlDocument } from './testing/same-report.ts';

let cloud: LocalCloud;
let ingest: IngestWorld;
beforeAll(async () => {
  cloud = await startLocalCloud();
  ingest = await startIngestWorld(cloud);
});
beforeEach(async () => void (await ingest.queue.take()));
afterAll(async () => {
  await ingest.stop();
  await cloud.close();
});

const csv = { 'content-type': 'text/csv' };
const fhir = { 'content-type': 'application/fhir+json' };
const hl7 = { 'content-type': 'application/hl7-v2' };
const own = (): string => randomUUID().slice(0, 8);

/** Results as the lab's own history has them, newest deliveries first. */
const latest = async (count: number) =>
  (await ingest.history(`?limit=${count}`)).json().submissions as {
    result_id: string;
    submission_id: string;
  }[];

test('Good rows of a table are accepted and bad ones come back with row, column and reason', async () => {
  const [first, bad, last] = [own(), own(), own()];
  const answer = await ingest.post(csvTable([first], [bad, ''], [last]), csv);
  expect(answer.statusCode).toBe(202);
  expect(answer.headers.location).toBe('/api/v1/submissions');
  const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/);
  const accepted = (row: number) => ({
    row,
    result_id: uuid,
    submission_id: uuid,
    status: 'RECEIVED',
    warnings: expect.any(Array),
  });
  expect(answer.json()).toEqual({
    accepted: 2,
    refused: 1,
    results: [
      accepted(2),
      {
        row: 4,
        status: 'REFUSED',
        errors: expect.arrayContaining([
          { code: 'E_NO_VALUE', pointer: '/5/Value', message: expect.stringContaining('Row 5, Value') },
        ]),
      },
      accepted(6),
    ],
  });
  const ids = [answer.json().results[0].result_id, answer.json().results[2].result_id];
  expect(await ingest.rawBytesOf(ids[0])).toEqual(Buffer.from(csvSlice(first)));
  expect(await ingest.rawBytesOf(ids[1])).toEqual(Buffer.from(csvSlice(last)));
  const sent = (await ingest.queue.take()).map((message) => JSON.parse(message).result_id);
  expect(sent.sort()).toEqual(ids.sort());
});

test('When every row is bad, the answer is 422 with every fault and its row, and nothing is stored', async () => {
  const before = await ingest.storedKeys('LAB001');
  const headers = { ...csv, 'idempotency-key': randomUUID() };
  const answer = await ingest.post(csvTable([own(), ''], [own(), '']), headers);
  expect(answer.statusCode).toBe(422);
  expect(answer.json()).toMatchObject({ status: 422, code: 'E_INVALID' });
  const faults = answer.json().errors as { code: string; pointer: string; row: number }[];
  expect(
    faults.filter(({ code }) => code === 'E_NO_VALUE').map(({ pointer, row }) => [pointer, row]),
  ).toEqual([
    ['/3/Value', 2],
    ['/5/Value', 4],
  ]);
  expect(await ingest.storedKeys('LAB001')).toEqual(before);
  expect(await ingest.queue.take()).toEqual([]);
  const other = await ingest.post(csvTable([own()]), headers);
  expect(other.statusCode).toBe(202);
});

test.each([
  ['a table', csv, () => csvTable([own()], [own(), ''], [own()])],
  ['a Bundle', fhir, () => fhirBundle([own()], [own(), ''], [own()])],
  ['a batch', hl7, () => [hl7Message(own()), hl7Message(own(), ''), hl7Message(own())].join('')],
])(
  'When %s comes again, with or without a key, the same results exist once and the answer is the same',
  async (_what, headers, bodyOf) => {
    const keys: Record<string, string>[] = [{}, { 'idempotency-key': randomUUID() }];
    for (const key of keys) {
      const body = bodyOf();
      const first = await ingest.post(body, { ...headers, ...key });
      expect(first.statusCode).toBe(202);
      const stored = await ingest.storedKeys('LAB001');
      const before = (await latest(2)).map(({ submission_id }) => submission_id).sort();
      const again = await ingest.post(body, { ...headers, ...key });
      expect(again.statusCode).toBe(202);
      if (headers !== hl7) expect(again.body).toBe(first.body);
      expect(await ingest.storedKeys('LAB001')).toEqual(stored);
      expect((await latest(2)).map(({ submission_id }) => submission_id).sort()).toEqual(before);
    }
  },
);

test('Reports of a Bundle are kept with the whole body, each under its own key and with its place in it', async () => {
  const body = fhirBundle([own(), ''], [own()], [own()]);
  await ingest.post(body, fhir);
  const both = await latest(2);
  const facts = await Promise.all(
    both.map(async ({ result_id, submission_id }) => ingest.submissions.find(result_id, submission_id)),
  );
  expect(facts.map((fact) => fact?.submission.entry).sort()).toEqual([1, 2]);
  expect(new Set(facts.map((fact) => fact?.submission.digest)).size).toBe(2);
  for (const { result_id } of both) expect(await ingest.rawBytesOf(result_id)).toEqual(Buffer.from(body));
});

test('Without accession numbers, an Idempotency-Key makes as many results as the body has', async () => {
  const headers = { ...csv, 'idempotency-key': randomUUID() };
  const table =
    csvTable(['']).replaceAll('P123456', 'P234567') + csvTable(['']).split('\r\n').slice(1).join('\r\n');
  const first = await ingest.post(table, headers);
  expect(first.json()).toMatchObject({ accepted: 2, refused: 0 });
  const ids = first.json().results.map(({ result_id }: { result_id: string }) => result_id);
  expect(new Set(ids).size).toBe(2);
  expect((await ingest.post(table, headers)).body).toBe(first.body);
  const other = await ingest.post(csvTable([own()], [own()]), headers);
  expect(other.json()).toMatchObject({ status: 422, code: 'E_IDEMPOTENCY_KEY_REUSED' });
});

test('A result is the same one, whether it comes in a table with others or alone', async () => {
  const [one, two] = [own(), own()];
  const together = (await ingest.post(csvTable([one], [two]), csv)).json().results[1];
  const alone = (await ingest.post(csvTable([two]), csv)).json();
  expect(alone).toMatchObject({
    result_id: together.result_id,
    submission_id: together.submission_id,
  });
});

test('When a message stands twice in a batch, then it is one delivery, acknowledged twice', async () => {
  const message = hl7Message(own());
  const answer = await ingest.validate(message + message, hl7);
  expect(answer.json().results).toMatchObject([
    { row: 1, valid: true },
    { row: 2, valid: true },
  ]);
  const posted = await ingest.post(message + message, hl7);
  expect(posted.body.match(/MSA\|AA/g)).toHaveLength(2);
  const sent = await ingest.queue.take();
  expect(new Set(sent.map((one) => JSON.parse(one).submission_id))).toHaveProperty('size', 1);
});

test('When two messages of a batch would take each other’s place, the second is refused', async () => {
  const id = own();
  const answer = await ingest.validate(hl7Message(id) + hl7Message(id, '12.5'), hl7);
  expect(answer.json().results).toMatchObject([
    { row: 1, valid: true },
    { row: 2, valid: false, errors: [{ code: 'E_DUPLICATE_RESULT' }] },
  ]);
});

test('When two reports of a Bundle would take each other’s place, the second is refused', async () => {
  const accession = own();
  const twice = fhirBundle([accession], [accession, '12.9', 'another']);
  const answer = await ingest.post(twice, fhir);
  expect(answer.statusCode).toBe(202);
  const { issue } = answer.json();
  const codes = issue.flatMap(({ details }: { details?: { coding: { code: string }[] } }) =>
    (details?.coding ?? []).map(({ code }) => code),
  );
  expect(codes).toContain('E_DUPLICATE_RESULT');
  expect(await ingest.queue.take()).toHaveLength(1);
});

test('Two versions of one result in one body are both taken', async () => {
  const accession = own();
  const versions = hl7Message(accession, '11.2', 'P') + hl7Message(accession, '11.4', 'F');
  expect((await ingest.validate(versions, hl7)).json()).toMatchObject({ valid: 2, refused: 0 });
});

test('Tests of one XML document are kept apart', async () => {
  const accession = own();
  const answer = await ingest.post(xmlDocument(accession, { withLipids: true }), {
    'content-type': 'application/xml',
  });
  const [cbc, lipids] = answer.json().results;
  expect([cbc.pointer, lipids.pointer]).toEqual(['/LabResult/Tests/Test[1]', '/LabResult/Tests/Test[2]']);
  expect(await ingest.rawBytesOf(cbc.result_id)).toEqual(Buffer.from(xmlDocument(accession)));
  const kept = (await ingest.rawBytesOf(lipids.result_id)).toString();
  expect(kept).toContain('CHOL');
  expect(kept).not.toContain('HGB');
});

test('A body that is one result is kept whole, byte order mark and blank lines included', async () => {
  const body = Buffer.from(`\ufeff${csvTable([own()])}\r\n\r\n`);
  const { result_id } = (await ingest.post(body, csv)).json();
  expect(await ingest.rawBytesOf(result_id)).toEqual(body);
});

test('A lab sends only what is agreed with it, and its quirks are remembered with each submission', async () => {
  const lab = await ingest.labs.find('LAB002');
  if (lab === undefined) throw new Error('no such lab');
  const quirks = { date_formats: ['DD/MM/YYYY' as const] };
  await ingest.labs.put({ ...lab, formats: ['text/csv'], quirks });
  const table = csvTable([own()])
    .replaceAll('LAB001', 'LAB002')
    .replaceAll('2024-01-15T10:30:00-05:00', '25/01/2024 10:30');
  const accepted = await ingest.post(table, csv, ingest.tokens.LAB002);
  expect(accepted.statusCode).toBe(202);
  const { result_id, submission_id } = accepted.json();
  expect(await ingest.submissions.find(result_id, submission_id)).toMatchObject({ submission: { quirks } });
  const refused = await ingest.post('{}', {}, ingest.tokens.LAB002);
  expect(refused.statusCode).toBe(415);
  expect(refused.json()).toMatchObject({ code: 'E_MEDIA', detail: expect.stringContaining('text/csv') });
});

test('When a large table or batch has a bad row or a wrong count, then all that is good is accepted', async () => {
  const many = Array.from({ length: 60 }, (): [string] => [own()]);
  const table = await ingest.post(`${csvTable(...many)}P1,short\r\n`, csv);
  // The row above the broken one may be of the same result, which would be incomplete without it.
  expect(table.json()).toMatchObject({ accepted: 59, refused: 2 });
  const batch = await ingest.post(
    `BHS|^~\\&|LAB\r${many.map(([id]) => hl7Message(`${id}b`)).join('')}BTS|9\r`,
    hl7,
  );
  expect(batch.statusCode).toBe(202);
  expect(batch.body.match(/MSA\|AA/g)).toHaveLength(60);
});

test('When a body holds more results than may share it, then it is refused as a whole, and a table of as many is not', async () => {
  const many = Array.from({ length: 51 }, (): [string] => [own()]);
  const refused = await ingest.post(fhirBundle(...many), fhir);
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toContain('E_TOO_MANY');
  const taken = await ingest.post(csvTable(...many), csv);
  expect(taken.json()).toMatchObject({ accepted: 51, refused: 0 });
});
