import { randomUUID } from 'node:crypto';
import { type LocalCloud, startLocalCloud } from '@labsecure/local-cloud/cloud';
import { chainOfResult } from '@labsecure/records/audit-chain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aBody } from './testing/bodies.ts';
import { type IngestWorld, startIngestWorld } from './testing/ingest-world.ts';

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

test('When a result is accepted, the answer says where to follow it, and exactly the bytes sent are kept', async () => {
  const bytes = Buffer.from(`  ${JSON.stringify(aBody({ notes: 'Größe: 7.50 µl' }), null, 3)}\r\n`);
  const answer = await ingest.post(bytes);
  expect(answer.statusCode).toBe(202);
  const { result_id, submission_id, status } = answer.json();
  expect(status).toBe('RECEIVED');
  expect(answer.headers.location).toBe(`/api/v1/status/${result_id}`);
  expect(await ingest.rawBytesOf(result_id)).toEqual(bytes);
  expect((await ingest.status(result_id)).json()).toMatchObject({
    result_id,
    status: 'RECEIVED',
    submissions: [{ submission_id, status: 'RECEIVED' }],
  });
});

test('When the same body is posted again, the answer is the same and so is what is stored', async () => {
  const body = aBody({ test_date: '2024-01-15T10:30:00' });
  const [first, again] = [await ingest.post(body), await ingest.post(body)];
  expect(again.statusCode).toBe(202);
  expect(again.body).toBe(first.body);
  expect(again.headers.location).toBe(first.headers.location);
  expect(await ingest.submissions.ofResult(first.json().result_id)).toHaveLength(1);
});

test('When a correction carries the accession number, it is another submission of the same result', async () => {
  const body = aBody();
  const [original, correction] = [
    await ingest.post(body),
    await ingest.post({ ...body, status: 'corrected' }),
  ];
  expect(correction.json().result_id).toBe(original.json().result_id);
  expect(correction.json().submission_id).not.toBe(original.json().submission_id);
  expect((await ingest.status(original.json().result_id)).json().submissions).toHaveLength(2);
});

test('Without an accession number, the Idempotency-Key makes the result', async () => {
  const headers = { 'idempotency-key': randomUUID() };
  const body = aBody({ accession_number: undefined });
  const answers = [await ingest.post(body, headers), await ingest.post(body, headers)];
  expect(answers[1]?.body).toBe(answers[0]?.body);
  const other = await ingest.post(body, { 'idempotency-key': randomUUID() });
  expect(other.json().result_id).not.toBe(answers[0]?.json().result_id);
});

test('When an Idempotency-Key comes back with another body, the answer is 422 and nothing of it is stored', async () => {
  const headers = { 'idempotency-key': randomUUID() };
  await ingest.post(aBody(), headers);
  await ingest.queue.take();
  const before = await ingest.storedKeys('LAB001');
  const answer = await ingest.post(aBody(), headers);
  expect(answer.statusCode).toBe(422);
  expect(answer.json()).toMatchObject({ code: 'E_IDEMPOTENCY_KEY_REUSED' });
  expect(await ingest.storedKeys('LAB001')).toEqual(before);
  expect(await ingest.queue.take()).toEqual([]);
});

test('Two labs may use the same Idempotency-Key', async () => {
  const headers = { 'idempotency-key': randomUUID() };
  expect((await ingest.post(aBody(), headers)).statusCode).toBe(202);
  expect((await ingest.post(aBody({ lab_id: 'LAB002' }), headers, ingest.tokens.LAB002)).statusCode).toBe(
    202,
  );
});

test("Another lab's id, an unknown id and a malformed id get the same 404", async () => {
  const { result_id } = (await ingest.post(aBody({ lab_id: 'LAB002' }), {}, ingest.tokens.LAB002)).json();
  const answers = await Promise.all([
    ingest.status(result_id),
    ingest.status(randomUUID()),
    ingest.status('not-an-id'),
    ingest.status('x'.repeat(90)),
    ingest.status(encodeURIComponent('../P123456')),
  ]);
  const seen = answers.map(({ statusCode, body, json, headers }) => ({
    statusCode,
    type: headers['content-type'],
    body: body.replace(json().instance, ''),
  }));
  expect(seen[0]).toMatchObject({ statusCode: 404 });
  expect(new Set(seen.map((answer) => JSON.stringify(answer))).size).toBe(1);
});

test('When a lab follows a result, whose it became can see that it did, and whom the lab named cannot', async () => {
  const accepted = (await ingest.post(aBody({ patient_id: 'P345678' }))).json();
  const { result_id } = accepted;
  const look = {
    action: 'VIEW_STATUS',
    actor_kind: 'lab',
    actor_name: 'Quest Diagnostics',
    result_id,
    channel: 'api',
  };
  await ingest.status(result_id);
  expect(await ingest.audit.ofPatient(chainOfResult(result_id), { limit: 5 })).toMatchObject([look]);
  await ingest.becomesOf('P-became', accepted);
  await ingest.status(result_id);
  expect(await ingest.audit.ofPatient('P-became', { limit: 5 })).toMatchObject([look]);
  expect(await ingest.audit.ofPatient(chainOfResult(result_id), { limit: 5 })).toHaveLength(1);
  expect(await ingest.audit.ofPatient('P345678', { limit: 5 })).toEqual([]);
});

test('The trace of the request goes on in the message', async () => {
  await ingest.queue.take();
  await ingest.post(aBody(), { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' });
  const [message = '{}'] = await ingest.queue.take();
  expect(JSON.parse(message).traceparent).toContain('0af7651916cd43dd8448eb211c80319c');
});

test('No name, no value and no other word of a body is in any log, queue or address', async () => {
  await ingest.queue.take();
  const canary = { name: 'Canary Featherstone', date_of_birth: '1985-03-15', sex: 'F' };
  const results = [
    { test_code: 'HGB', test_name: 'Hemoglobin', value: '13.777', unit: 'g/dL', notes: 'canary remark' },
  ];
  const bodies = [
    aBody({ patient: canary, results, notes: 'canary note' }),
    aBody({ patient: canary, results: [{ ...results[0], value: '-13.777' }] }),
    aBody({ patient: canary, test_date: 'canary', results }),
    `${JSON.stringify(aBody({ patient: canary, results }))} canary`,
  ];
  const answers = await Promise.all(
    bodies.map((body) => ingest.post(body, { 'idempotency-key': randomUUID() })),
  );
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([202, 422, 422, 400]);
  const { result_id } = answers[0]?.json() ?? {};
  await ingest.status(result_id);
  const seen = [...ingest.log, ...(await ingest.queue.take()), ...(await ingest.storedKeys('LAB001'))].join(
    '\n',
  );
  expect(seen).toContain(result_id);
  expect(seen).not.toMatch(/canary|featherstone|13\.777|1985-03-15/i);
});
