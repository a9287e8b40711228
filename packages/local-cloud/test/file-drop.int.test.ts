import { createSealer } from '@labsecure/sealing/seal';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Mail } from '../src/mailbox/mail.ts';
import { type System, startSystem } from '../src/system/system.ts';
import { type Drop, dropAt } from './drop.ts';
import { bloodCount, type TestLab, testLab } from './lab.ts';
import { signInVisitor } from './sign-in-visitor.ts';

let system: System;
let lab: TestLab;
let drop: Drop;

beforeAll(async () => {
  system = await startSystem({ freePorts: true, quiet: true });
  lab = await testLab(system);
  const { AWS_ENDPOINT_URL_S3 = '', RESOURCE_PREFIX = '' } = system.cloud.env;
  drop = dropAt(AWS_ENDPOINT_URL_S3, RESOURCE_PREFIX, 'local');
}, 120_000);

afterAll(async () => {
  drop?.destroy();
  await system?.stop();
}, 60_000);

const mailTo = async (address: string): Promise<Mail> => {
  const find = async () =>
    (await system.cloud.mailbox.messages()).find(({ destination }) => destination.to.includes(address));
  await expect.poll(find, { timeout: 60_000, interval: 100 }).toBeDefined();
  return (await find()) as Mail;
};

const table = (accession: string, wbc: string): string =>
  [
    'SampleID,PatientID,PatientName,DOB,Sex,TestCode,TestName,Value,Unit,RefRange,Flag,CollectedAt,Status',
    `${accession},P234567,Maria Garcia,1990-07-22,F,WBC,White Blood Cell Count,${wbc},10^3/uL,4.5-11.0,,2024-01-15T09:30:00-05:00,final`,
    `${accession},P234567,Maria Garcia,1990-07-22,F,HGB,Hemoglobin,13.5,g/dL,12.0-15.5,,2024-01-15T09:30:00-05:00,final`,
    '',
  ].join('\n');

test('When a file is put into the folder of a lab, then its patient is told and reads the result, and the file is moved', async () => {
  const key = 'incoming/LAB001/March 3rd.csv';
  await drop.put(key, table('DROP-1', '6.2'));
  await drop.gone(key);
  const kept = await drop.arrived('drop', 'accepted/LAB001/', 'March 3rd.csv');
  expect(await drop.read('drop', kept)).toBe(table('DROP-1', '6.2'));

  const [submission] = await lab.history();
  const resultId = submission?.result_id ?? '';
  expect((await lab.ended(resultId)).status).toBe('READY');
  expect((await mailTo('maria.garcia@example.com')).subject).toBe('A new lab result is ready');
  const visitor = await signInVisitor(system.urls, 'maria.garcia');
  const page = await visitor.visit(`${system.urls.portal}/results/${resultId}`);
  expect(await page.text()).toContain('Hemoglobin');
}, 300_000);

test("When a file is broken, then it lies in quarantine as it came, and the lab's security contact is told why and nothing of it", async () => {
  const key = 'incoming/LAB001/broken.json';
  const broken = JSON.stringify(bloodCount('DROP-2')).slice(0, -20);
  await drop.put(key, broken);
  const kept = await drop.arrived('quarantine', 'incoming/LAB001/', 'broken.json');
  expect(await drop.read('quarantine', kept)).toBe(broken);
  await drop.arrived('quarantine', 'incoming/LAB001/', 'broken.json.reasons.json');

  const { subject, body, destination } = await mailTo('security@lab001.example.com');
  expect(destination.bcc).toEqual([system.cloud.env.ADMIN_EMAIL]);
  expect(subject).toBe('A file was put in quarantine');
  for (const words of [key, kept, 'E_JSON', 'It is not JSON, or is cut off.'])
    expect(body.text).toContain(words);
  for (const words of ['P234567', 'DROP-2', 'WBC', '11.4'])
    expect(JSON.stringify([subject, body])).not.toContain(words);
}, 300_000);

test('When a lab seals a file for the platform and puts it at an address it was given, then it becomes a result', async () => {
  const { public_key } = await lab.sealingKey();
  const bytes = new TextEncoder().encode(JSON.stringify(bloodCount('DROP-3')));
  const sealed = await createSealer(public_key)(bytes, { lab_id: 'LAB001' });
  const known = new Set((await lab.history()).map(({ result_id }) => result_id));
  const { path } = await lab.upload('results.json.sealed', new Uint8Array(sealed));
  await drop.gone(path);
  const fresh = (await lab.history()).find(({ result_id }) => !known.has(result_id));
  expect((await lab.ended(fresh?.result_id ?? '')).status).toBe('READY');
}, 300_000);

test('When a result is of somebody like one who is registered, then the administrator is told that it waits', async () => {
  const patient = { name: 'Maria Garcia', date_of_birth: '1990-07-23', sex: 'F' };
  const { result_id } = await lab.deliver(bloodCount('DROP-4', { patient_id: 'OTHER-1', patient }));
  const { subject, body } = await mailTo(system.cloud.env.ADMIN_EMAIL ?? '');
  expect(subject).toBe('A result waits for someone to say whose it is');
  expect(body.text).toContain(`labsecure reviews show ${result_id}`);
  expect(JSON.stringify([subject, body])).not.toMatch(/Maria|Garcia|1990|OTHER-1/);
  // It is told of before it is recorded.
  await expect
    .poll(async () => (await lab.status(result_id)).status, { timeout: 60_000, interval: 100 })
    .toBe('HELD');
}, 300_000);
