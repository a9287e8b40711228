import { randomUUID } from 'node:crypto';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { ReportAnswer } from '@labsecure/contracts/api';
import { type LocalCloud, startLocalCloud } from '@labsecure/local-cloud/cloud';
import { clientToken, userToken } from '@labsecure/local-cloud/tokens';
import { createAudit } from '@labsecure/records/audit';
import { createPatients } from '@labsecure/records/patients';
import { toStored, type Withdrawal } from '@labsecure/records/stored-version';
import { type AwsClients, createAwsClients } from '@labsecure/runtime/aws-clients';
import { loadSettings } from '@labsecure/runtime/config';
import { createLogger } from '@labsecure/runtime/logger';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPdf } from '../test/read-pdf.ts';
import { sampleResult } from '../test/sample-results.ts';
import { ReportSettings } from './config.ts';
import { wire } from './wiring.ts';

/** Maria's own result, and one of John's. */
const own = sampleResult({ result_id: randomUUID(), patient_id: 'P234567', specimen: 'Kanarienblut' });
const johns = sampleResult({ result_id: randomUUID(), patient_id: 'P123456' });

const lines: string[] = [];
let cloud: LocalCloud;
let aws: AwsClients;
let service: Awaited<ReturnType<typeof wire>>;
let token: string;
let records: { documents: AwsClients['documents']; prefix: string };
let bucket: string;

beforeAll(async () => {
  cloud = await startLocalCloud();
  const settings = loadSettings(ReportSettings, { ...cloud.env, PORT: '0' });
  aws = createAwsClients(settings, { requestTimeoutMs: 60_000 });
  records = { documents: aws.documents, prefix: settings.RESOURCE_PREFIX };
  bucket = `${settings.RESOURCE_PREFIX}reports`;
  for (const version of [own, johns]) await putResult(toStored(version));
  token = await userToken(cloud, 'maria.garcia');
  const logger = createLogger({
    service: 'report',
    level: 'trace',
    destination: { write: (line) => void lines.push(line) },
  });
  service = await wire(settings, logger);
});

afterAll(async () => {
  await service?.stop();
  aws?.destroy();
  await cloud?.close();
});

/** As the processor leaves it: the writer itself is the processor's alone. */
const putResult = (Item: object) =>
  aws.documents.send(new PutCommand({ TableName: `${records.prefix}results`, Item: { ...Item } }));

const ask = (result_id: string, bearer: string | undefined = token) =>
  service.app.inject({
    method: 'POST',
    url: `/api/v1/results/${result_id}/report`,
    ...(bearer && { headers: { authorization: `Bearer ${bearer}` } }),
  });

const linkTo = async (result_id: string): Promise<ReportAnswer> => (await ask(result_id)).json();

test('When a patient asks for their own result, then the link opens the document for an hour', async () => {
  const answer = await ask(own.result_id);
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['cache-control']).toBe('no-store');
  const { url, expires_at } = answer.json<ReportAnswer>();
  expect(new URL(url).searchParams.get('X-Amz-Expires')).toBe('3600');
  expect(Date.parse(expires_at) - Date.now()).toBeGreaterThan(3500_000);

  const opened = await fetch(url);
  expect(opened.status).toBe(200);
  const { pages } = await readPdf(new Uint8Array(await opened.arrayBuffer()));
  expect(pages.join()).toContain('Maria Garcia');
});

test('When the link is looked at, then it says nothing of what is in the document, nor whose it is by name', async () => {
  const link = new URL((await linkTo(own.result_id)).url);
  expect(link.searchParams.get('response-content-disposition')).toBe(
    `attachment; filename="lab-report-${own.result_id.slice(0, 8)}.pdf"`,
  );
  expect(link.searchParams.get('response-content-type')).toBe('application/pdf');
  expect(link.pathname).toMatch(new RegExp(`/reports/P234567/${own.result_id}/[0-9a-f]{64}\\.pdf$`));
  // Ids and digests are chance: their digits may spell anything.
  const words = decodeURIComponent(link.href).replace(/[0-9a-f-]{8,}/g, '');
  expect(words).not.toMatch(/maria|garcia|blood|cbc|Kanarien/i);
});

test('When browsers reach S3 by an address of their own, then links hold that one, and the document is kept by the other', async () => {
  const outside = 'http://documents.example:4566';
  const settings = loadSettings(ReportSettings, {
    ...cloud.env,
    PORT: '0',
    DOCUMENTS_ENDPOINT_URL: outside,
  });
  const apart = await wire(settings, createLogger({ service: 'report', level: 'silent' }));
  try {
    const answer = await apart.app.inject({
      method: 'POST',
      url: `/api/v1/results/${own.result_id}/report`,
      headers: { authorization: `Bearer ${token}` },
    });
    const link = new URL(answer.json<ReportAnswer>().url);
    expect(link.origin).toBe(outside);
    expect(link.searchParams.get('X-Amz-Signature')).toMatch(/^[0-9a-f]{64}$/);
    expect((await linkTo(own.result_id)).url).toContain(`${cloud.env.AWS_ENDPOINT_URL_S3}${link.pathname}?`);
  } finally {
    await apart.stop();
  }
});

test('When it is asked for again, then the document kept before is given', async () => {
  const { url } = await linkTo(own.result_id);
  const Key = new URL(url).pathname.split(`${bucket}/`)[1];
  // Something that no rendering brings about, in the place of the document.
  await aws.s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: 'kept' }));
  const again = await linkTo(own.result_id);
  expect(await (await fetch(again.url)).text()).toBe('kept');
  await aws.s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
});

test("When it is unknown, malformed or somebody else's, then the answers are alike and nothing is recorded", async () => {
  const answers = await Promise.all(
    [randomUUID(), 'not-an-id', '..%2F..%2Fx', '', johns.result_id].map((id) => ask(id)),
  );
  const bodies = answers.map((answer) => ({ ...answer.json(), instance: '' }));
  for (const body of bodies) expect(body).toEqual(bodies[0]);
  expect(bodies[0]).toMatchObject({ status: 404, code: 'E_NOT_FOUND' });
  expect(await createAudit(records).ofPatient('P123456', { limit: 10 })).toEqual([]);
});

test('When a result was withdrawn from the patient, then it is not there any more', async () => {
  const moved = sampleResult({ result_id: randomUUID() });
  await putResult(toStored(moved));
  expect((await ask(moved.result_id)).statusCode).toBe(200);
  const { patient_id, result_id, version } = moved;
  const withdrawal: Withdrawal = { patient_id, result_id, version, withdrawn: true };
  await putResult(withdrawal);
  expect((await ask(moved.result_id)).statusCode).toBe(404);
});

test('When a link was given, then the audit says who asked, and its chain holds', async () => {
  await ask(own.result_id);
  const audit = createAudit(records);
  const [entry] = await audit.ofPatient('P234567', { limit: 1 });
  expect(entry).toMatchObject({
    action: 'DOWNLOAD_REPORT',
    channel: 'report',
    actor_kind: 'patient',
    result_id: own.result_id,
  });
  expect(await audit.verify('P234567')).toEqual({ ok: true });
});

test.each([
  ['no token', async () => '', 401],
  ["a lab's token", () => clientToken(cloud, 'LAB001'), 401],
  ['an expired token', () => userToken(cloud, 'maria.garcia', { expiresIn: -60 }), 401],
  [
    'a token for another client',
    () => userToken(cloud, 'maria.garcia', { claims: { client_id: 'some-other-app' } }),
    401,
  ],
  ['a token of no person', () => userToken(cloud, 'maria.garcia', { claims: { username: undefined } }), 403],
  [
    'a token of a person without results',
    () => userToken(cloud, 'maria.garcia', { claims: { sub: randomUUID() } }),
    404,
  ],
])('When it is asked for with %s, then it is not given', async (_what, bearer, status) => {
  expect((await ask(own.result_id, await bearer())).statusCode).toBe(status);
});

test('When DynamoDB does not answer, then nothing is given and the caller may come back', async () => {
  const settings = loadSettings(ReportSettings, {
    ...cloud.env,
    PORT: '0',
    AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:9',
  });
  const cutOff = await wire(settings, createLogger({ service: 'report', level: 'silent' }));
  const headers = { authorization: `Bearer ${token}` };
  const answer = await cutOff.app.inject({
    method: 'POST',
    url: `/api/v1/results/${own.result_id}/report`,
    headers,
  });
  await cutOff.stop();
  expect(answer.statusCode).toBe(503);
  expect(answer.headers['retry-after']).toBeDefined();
  expect(answer.body).not.toContain('http');
});

test('When it is asked how it is, then it answers', async () => {
  expect((await service.app.inject('/live')).statusCode).toBe(200);
  for (const path of ['/ready', '/health']) {
    expect((await service.app.inject(path)).json()).toEqual({
      status: 'ok',
      checks: { dynamodb: 'ok', s3: 'ok' },
    });
  }
});

test('When all is done, then no line of the log holds a name, a value or a link', async () => {
  const patient = { ...(await createPatients(records).find('P234567')) };
  expect(lines.some((line) => line.includes('report.given'))).toBe(true);
  const secrets = [
    patient.given_name,
    patient.family_name,
    patient.birth_date,
    patient.email,
    'Kanarienblut',
    'X-Amz-Signature',
    token,
  ];
  for (const secret of secrets) expect(lines.join('')).not.toContain(secret ?? 'unset');
});
