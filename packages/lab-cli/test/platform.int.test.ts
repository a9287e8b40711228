import { mkdir } from 'node:fs/promises';
import { demoLabSecret, demoLabs } from '@labsecure/local-cloud/demo/labs';
import { type System, startSystem } from '@labsecure/local-cloud/system/system';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { csvBody, hl7Body } from './bodies.ts';
import { createLaboratory, type Laboratory } from './laboratory.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem({ freePorts: true, quiet: true });
}, 120_000);
afterAll(() => system?.stop(), 60_000);

let lab: Laboratory;
beforeEach(async () => {
  lab = await createLaboratory(system.urls.ingest);
  const registered = demoLabs.find(({ lab_id }) => lab_id === 'LAB001');
  if (registered === undefined) throw new Error('There is no such lab.');
  lab.env.LABSECURE_TOKEN_URL = `${system.cloud.login.issuer}/oauth2/token`;
  lab.env.LABSECURE_CLIENT_ID = registered.client_id;
  lab.env.LABSECURE_CLIENT_SECRET = demoLabSecret(registered);
});
afterEach(() => lab.remove());

const history = async (): Promise<string[]> => {
  const { events } = await lab.run(['history', '--json', '--limit', '1000']);
  return events().map(({ result_id }) => String(result_id));
};

/** Waits until there are so many results more than before. */
const become = async (count: number, before: string[]): Promise<string[]> => {
  const fresh = async () => (await history()).filter((id) => !before.includes(id));
  await expect.poll(async () => (await fresh()).length, { timeout: 100_000, interval: 200 }).toBe(count);
  return fresh();
};

test('When files are sealed and submitted, then they become results, the same ones as when they are sent', async () => {
  const files = [await lab.put('a b.csv', csvBody()), await lab.put('b.hl7', hl7Body())];
  const before = await history();
  const { code, events } = await lab.run(['submit', '--encrypt', '--json', ...files]);
  expect(code).toBe(0);
  expect(events().map(({ event, outcome }) => outcome ?? event)).toEqual([
    'sealing-key',
    'uploaded',
    'uploaded',
    'summary',
  ]);
  const fresh = await become(3, before);
  for (const file of files) {
    const [sent] = (await lab.run(['submit', '--json', file])).events() as [
      { results: { result_id: string }[] },
    ];
    expect(sent).toMatchObject({ outcome: 'sent' });
    for (const { result_id } of sent.results) expect(fresh).toContain(result_id);
  }
  expect(await history()).toHaveLength(before.length + 3);
  for (const id of fresh) expect((await lab.run(['status', id])).code).toBe(0);
}, 120_000);

test('When a folder is watched with --encrypt, then what lies in sent/ is with the platform', async () => {
  await mkdir(lab.at('drop'));
  await lab.put('drop/a.csv', csvBody());
  const before = await history();
  const { code } = await lab.run(['watch', lab.at('drop'), '--encrypt', '--once', '--every', '0.1']);
  expect(code).toBe(0);
  expect(await lab.notes('drop', 'sent')).toMatchObject([{ outcome: 'uploaded' }]);
  await become(2, before);
}, 120_000);

/** As many results as wanted, each of many values: more than 1 MiB together from sixty on. */
const values = 220;
const largeTable = (name: string, results: number): string => {
  const rows = Array.from({ length: results * values }, (_, index) => {
    const [result, value] = [Math.floor(index / values), index % values];
    const number = result === 3 && value === 0 ? '"5,486"' : '7.5';
    return `P${result},LAB001,${name}-${result},CBC,2024-01-15T10:30:00Z,ZZ-${value},A test of the house ${value},${number},10^3/uL`;
  });
  const head = 'PatientID,LabID,Accession,Panel,TestDate,TestCode,TestName,Value,Unit';
  return [head, ...rows].map((row) => `${row}\r\n`).join('');
};

test('When a table of more than 1 MiB is sent, then every result in it is told, and the bad one with its row', async () => {
  const table = largeTable(`L${process.pid}`, 60);
  expect(Buffer.byteLength(table)).toBeGreaterThan(1024 * 1024);
  const { code, events } = await lab.run(['submit', '--json', await lab.put('large.csv', table)]);
  const [told] = events() as [{ outcome: string; results: object[]; problems: { code: string }[] }];
  expect(told.outcome).toBe('partly');
  expect(code).toBe(1);
  expect(told.results).toHaveLength(59);
  const first = 2 + 3 * values;
  expect(told.problems.find(({ code: said }) => said === 'E_DECIMAL')).toMatchObject({ row: first });
}, 180_000);

test('When a batch of more than 1 MiB is sent, then its acknowledgements say which message was refused', async () => {
  const message = (index: number): string => {
    const [header = '', ...segments] = hl7Body().split('\r');
    const changed = segments.join('\r').replace('|7.5|', index === 3 ? '|5,486|' : '|7.5|');
    return `${header}\r${changed}NTE|1|L|${'A remark of the house. '.repeat(400)}\r`;
  };
  const messages = Array.from({ length: 120 }, (_, index) => message(index)).join('');
  const batch = `BHS|^~\\&|QUEST|LAB001\r${messages}BTS|120\r`;
  expect(Buffer.byteLength(batch)).toBeGreaterThan(1024 * 1024);
  const { events, code } = await lab.run(['submit', '--json', await lab.put('large.hl7', batch)]);
  const [told] = events() as [{ outcome: string; problems: { code: string }[] }];
  expect(told.outcome).toBe('partly');
  expect(code).toBe(1);
  expect(told.problems.filter(({ code: said }) => said.startsWith('E_'))).toMatchObject([{ row: 4 }]);
}, 180_000);
