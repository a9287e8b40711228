import { type LocalCloud, startLocalCloud } from '@labsecure/local-cloud/cloud';
import { createResultReader, type ResultReader } from '@labsecure/records/reader';
import type { Child } from '@labsecure/testing/child';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { hospitalFile } from './entry/examples.ts';
import { type IngestWorld, startIngestWorld } from './testing/ingest-world.ts';
import { startProcessor } from './testing/running-processor.ts';
import { csvTable, fhirBundle, hl7Message, sameReport, xmlDocument } from './testing/same-report.ts';

/** From the door to what the patient sees. */
let cloud: LocalCloud;
let ingest: IngestWorld;
let reader: ResultReader;
let processor: Child;

beforeAll(async () => {
  cloud = await startLocalCloud();
  ingest = await startIngestWorld(cloud);
  reader = createResultReader({ documents: ingest.eyes.documents, prefix: cloud.env.RESOURCE_PREFIX ?? '' });
  processor = startProcessor(cloud);
});
afterAll(async () => {
  processor.process.kill('SIGKILL');
  await processor.ended;
  await ingest.stop();
  await cloud.close();
});

const patience = { timeout: 60_000, interval: 100 };

const deliver = async (type: string, body: string | object) => {
  const answer = await ingest.post(body, { 'content-type': type });
  expect(answer.statusCode).toBe(202);
  return answer;
};

const untilReady = (resultId: string): Promise<void> =>
  vi.waitFor(async () => expect((await ingest.status(resultId)).json().status).toBe('READY'), patience);

const resultIdIn = (location: unknown): string => String(location).split('/').at(-1) ?? '';

const shown = async (resultId: string, patient = 'P123456') => {
  await untilReady(resultId);
  return reader.resultOf(patient, resultId);
};

test('The same report in any format becomes the same result', { timeout: 200_000 }, async () => {
  const reports = sameReport((format) => `same-${format}`);
  const results = [];
  for (const [type, body] of Object.entries(reports)) {
    const answer = await deliver(type, body);
    results.push(await shown(resultIdIn(answer.headers.location)));
  }
  const [asJson, ...others] = results;
  expect(asJson?.observations).toMatchObject([
    { analyte_id: 'wbc', value: { sent: '7.50' }, flag: 'N', range: { source: 'lab' } },
    { analyte_id: 'hgb', value: { sent: '11.2' }, flag: 'L' },
  ]);
  expect(others).toHaveLength(5);
  for (const other of others) {
    expect(other?.observations).toEqual(asJson?.observations);
    expect(other).toMatchObject({
      panel: asJson?.panel,
      status: 'final',
      collected_instant: asJson?.collected_instant,
      summary: asJson?.summary,
    });
  }
});

test.each([
  ['text/csv', csvTable(['each-c1'], ['each-c2'], ['each-c3'])],
  ['application/hl7-v2', ['each-h1', 'each-h2', 'each-h3'].map((id) => hl7Message(id)).join('')],
  ['application/fhir+json', fhirBundle(['each-f1'], ['each-f2'], ['each-f3'])],
])('Several reports in one body of %s become a result each', { timeout: 200_000 }, async (type, body) => {
  await deliver(type, body);
  const { submissions } = (await ingest.history('?limit=3')).json();
  const results = await Promise.all(
    submissions.map(({ result_id }: { result_id: string }) => shown(result_id)),
  );
  const accessions = results.map((result) => result?.accession_number).sort();
  expect(accessions.map((id) => id?.slice(0, 4))).toEqual(['each', 'each', 'each']);
  expect(new Set(accessions).size).toBe(3);
  for (const result of results) expect(result?.observations).toHaveLength(2);
});

test('Two tests in one XML document become a result each', { timeout: 200_000 }, async () => {
  const answer = await deliver('application/xml', xmlDocument('two-x', { withLipids: true }));
  const panels = await Promise.all(
    answer
      .json()
      .results.map(async ({ result_id }: { result_id: string }) => (await shown(result_id))?.panel.id),
  );
  expect(panels).toEqual(['cbc', 'lipid']);
});

test('A file without a date goes by its first receipt, however often it comes', {
  timeout: 200_000,
}, async () => {
  const answer = await deliver('application/json', hospitalFile);
  const { result_id, warnings } = answer.json();
  expect(warnings.map(({ code }: { code: string }) => code)).toContain('W_DATE_ASSUMED');
  const first = await shown(result_id, '1001');
  const again = await ingest.post(hospitalFile);
  expect(again.body).toBe(answer.body);
  await untilReady(result_id);
  const versions = await reader.versionsOf(result_id);
  expect(versions.map(({ reported_at }) => reported_at)).toEqual([first?.reported_at]);
  const stored = await ingest.storedKeys('LAB001');
  expect(stored.filter((key) => key.includes(result_id))).toHaveLength(1);
});

test('Remarks speak of the places in the body that was sent, each once, though only a part of it is kept', {
  timeout: 200_000,
}, async () => {
  const strange = (id: string) => csvTable([id]).replace('WBC,White Blood Cells', 'ZZTOP,Something new');
  const [header = '', ...rows] = strange('places-2').split('\r\n');
  const body = `${csvTable(['places-1'])}${rows.join('\r\n')}`;
  expect(header).toContain('PatientID');
  const answer = await deliver('text/csv', body);
  const { result_id } = answer.json().results[1];
  await untilReady(result_id);
  const [{ problems }] = (await ingest.status(result_id)).json().submissions;
  const unmapped = problems.filter(({ code }: { code: string }) => code === 'W_UNMAPPED_TEST');
  expect(unmapped).toMatchObject([{ pointer: expect.stringMatching(/^\/4/) }]);
});
