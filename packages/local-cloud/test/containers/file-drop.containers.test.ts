import { createSealer } from '@labsecure/sealing/seal';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Mail } from '../../src/mailbox/mail.ts';
import { type Drop, dropAt } from '../drop.ts';
import { bloodCount, type TestLab } from '../lab.ts';
import { aws, containerOf, lab001, mailsTo, prefix, urls } from './stack.ts';

let lab: TestLab;
let drop: Drop;

beforeAll(async () => {
  lab = await lab001();
  drop = dropAt(urls.aws, prefix, aws.credentials.accessKeyId);
});
afterAll(() => drop?.destroy());

/** The id of the result that came with what was done. */
const newResultOf = async (act: () => Promise<unknown>): Promise<string> => {
  const known = new Set((await lab.history()).map(({ result_id }) => result_id));
  await act();
  return (await lab.history()).find(({ result_id }) => !known.has(result_id))?.result_id ?? '';
};

const mailAbout = async (address: string, words: string): Promise<Mail> => {
  const find = async () => (await mailsTo(address)).find(({ body }) => body.text?.includes(words));
  await expect.poll(find, { timeout: 120_000, interval: 500 }).toBeDefined();
  return (await find()) as Mail;
};

test('When a file is put from this machine, then LocalStack tells of it, it becomes a result, and it is moved', async () => {
  const content = JSON.stringify(bloodCount('CONTAINERS-DROP-1'));
  const key = 'incoming/LAB001/März 1+2.json';
  const resultId = await newResultOf(async () => {
    await drop.put(key, content);
    await drop.gone(key);
  });
  expect((await lab.ended(resultId)).status).toBe('READY');
  const kept = await drop.arrived('drop', 'accepted/LAB001/', 'März 1+2.json');
  expect(await drop.read('drop', kept)).toBe(content);
});

test('When a broken file is put, then it lies in quarantine, and an e-mail says where and why', async () => {
  const key = 'incoming/LAB001/containers-broken.json';
  await drop.put(key, JSON.stringify(bloodCount('CONTAINERS-DROP-2')).slice(0, -20));
  const kept = await drop.arrived('quarantine', 'incoming/LAB001/', 'containers-broken.json');
  const { body } = await mailAbout('security@lab001.example.com', key);
  for (const words of [kept, 'E_JSON']) expect(body.text).toContain(words);
  expect(JSON.stringify(body)).not.toContain('CONTAINERS-DROP-2');
});

test('When a lab puts a sealed file at the address it was given, then it becomes a result; at another size it is refused', async () => {
  const bytes = new TextEncoder().encode(JSON.stringify(bloodCount('CONTAINERS-DROP-3')));
  const sealed = await createSealer((await lab.sealingKey()).public_key)(bytes, { lab_id: 'LAB001' });
  const resultId = await newResultOf(async () => {
    const { url, path } = await lab.upload('results.json.sealed', new Uint8Array(sealed));
    expect(url.startsWith(`${urls.aws}/`)).toBe(true);
    expect((await fetch(url, { method: 'PUT', body: 'shorter' })).status).toBe(403);
    await drop.gone(path);
  });
  expect((await lab.ended(resultId)).status).toBe('READY');
});

test('When the stack is told to come up again, then the key that opens sealed files is the same', async () => {
  const { fingerprint } = await lab.sealingKey();
  const provision = await containerOf('provision');
  await provision.start();
  expect((await provision.wait()).StatusCode).toBe(0);
  const ingest = await containerOf('ingest');
  await ingest.restart();
  const again = async () => (await lab.sealingKey().catch(() => undefined))?.fingerprint;
  await expect.poll(again, { timeout: 180_000, interval: 500 }).toBe(fingerprint);
});
