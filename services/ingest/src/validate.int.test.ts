import { randomUUID } from 'node:crypto';
import { type LocalCloud, startLocalCloud } from '@labsecure/local-cloud/cloud';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aBody } from './testing/bodies.ts';
import { type IngestWorld, startIngestWorld } from './testing/ingest-world.ts';
import { csvTable, sameReport } from './testing/same-report.ts';

let cloud: LocalCloud;
let ingest: IngestWorld;
beforeAll(async () => {
  cloud = await startLocalCloud();
  ingest = await startIngestWorld(cloud);
});
afterAll(async () => {
  await ingest.stop();
  await cloud.close();
});

test('Nothing is stored, sent, claimed or put on record by validating', async () => {
  const headers = { 'idempotency-key': randomUUID() };
  for (const [type, body] of Object.entries(sameReport(() => randomUUID()))) {
    const answer = await ingest.validate(body, { ...headers, 'content-type': type });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toContain('application/json');
    expect(answer.json()).toMatchObject({
      valid: 1,
      refused: 0,
      results: [{ valid: true, panel: 'Complete blood count', observations: 2, errors: [] }],
    });
  }
  expect(await ingest.storedKeys('LAB001')).toEqual([]);
  expect((await ingest.history()).json().submissions).toEqual([]);
  expect(await ingest.queue.take()).toEqual([]);
  expect(await ingest.audit.ofPatient('P123456', { limit: 5 })).toEqual([]);
  expect((await ingest.post(aBody(), headers)).statusCode).toBe(202);
});

test('Each row is judged by itself, and all of them being bad is an answer too', async () => {
  const partly = await ingest.validate(csvTable(['v1'], ['v2', '']), { 'content-type': 'text/csv' });
  expect(partly.json()).toMatchObject({
    valid: 1,
    refused: 1,
    results: [
      { row: 2, valid: true, observations: 2, errors: [] },
      { row: 4, valid: false },
    ],
  });
  expect(partly.json().results[1]).not.toHaveProperty('panel');
  const bad = await ingest.validate(csvTable(['v3', '']), { 'content-type': 'text/csv' });
  expect(bad.statusCode).toBe(200);
  expect(bad.json()).toMatchObject({ valid: 0, refused: 1 });
});

test('What it says of a body is what ingest says', async () => {
  const negative = aBody({ results: [{ test_code: 'HGB', value: -1, unit: 'g/dL' }] });
  const [said] = (await ingest.validate(negative)).json().results;
  expect(said.errors).toEqual((await ingest.post(negative)).json().errors);
  const good = aBody({ test_date: '2024-01-15T10:30:00' });
  const [remarked] = (await ingest.validate(good)).json().results;
  expect(remarked.warnings).toEqual((await ingest.post(good)).json().warnings);
});

test.each([
  ['is not JSON', '{', {}, 400],
  ['is of no known type', 'x', { 'content-type': 'text/plain' }, 415],
  ['names another lab', aBody({ lab_id: 'LAB002' }), {}, 403],
  ['is compressed', aBody(), { 'content-encoding': 'gzip' }, 415],
  ['is an XML document without tests', '<LabResult/>', { 'content-type': 'application/xml' }, 422],
])('A body that %s is refused as by ingest', async (_what, body, headers, status) => {
  const [tried, sent] = [await ingest.validate(body, headers), await ingest.post(body, headers)];
  const { instance: _one, ...problem } = tried.json();
  const { instance: _other, ...expected } = sent.json();
  expect(tried.statusCode).toBe(status);
  expect(problem).toEqual(expected);
});

test('It takes a token, and a body that cannot be read is answered in the language of its sender', async () => {
  expect((await ingest.validate(aBody(), {}, 'nonsense')).statusCode).toBe(401);
  const answer = await ingest.validate('PID|1', { 'content-type': 'application/hl7-v2' });
  expect(answer.statusCode).toBe(400);
  expect(answer.body).toContain('MSA|AR|');
});
