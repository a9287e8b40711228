import { setTimeout as pause } from 'node:timers/promises';
import { launchBrowser } from '@labsecure/testing/browser';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type System, startSystem } from '../src/system/system.ts';
import { bloodCount, type TestLab, testLab } from './lab.ts';
import { downloadPdf, signIn } from './portal.ts';

let system: System;
let browser: Browser;
let lab: TestLab;

beforeAll(async () => {
  [system, browser] = await Promise.all([startSystem({ freePorts: true, quiet: true }), launchBrowser()]);
  lab = await testLab(system);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await system?.stop();
}, 60_000);

const mailTo = async (address: string) => {
  for (let waited = 0; waited < 60_000; waited += 100) {
    const mails = await system.cloud.mailbox.messages();
    const found = mails.filter(({ destination }) => destination.to.includes(address));
    if (found.length > 0) return found;
    await pause(100);
  }
  throw new Error('no e-mail came');
};

test('When a lab posts a result, then its patient is told, reads it, downloads the PDF and sees who looked', async () => {
  const { result_id } = await lab.deliver(bloodCount('STORY-1'));
  expect((await lab.ended(result_id)).status).toBe('READY');

  const [mail] = await mailTo('maria.garcia@example.com');
  expect(mail?.body.text).toContain(system.urls.portal);

  const page = await signIn(browser, system.urls.portal, 'maria.garcia@example.com');
  const row = page.getByRole('link', { name: /Complete blood count/ });
  await expect.poll(() => row.textContent(), { timeout: 60_000 }).toContain('1 of 3 out of range');
  await row.click();
  await page.waitForURL(`${system.urls.portal}/results/${result_id}`);
  const hemoglobin = page.getByRole('listitem').filter({ hasText: 'Hemoglobin' }).first();
  expect(await hemoglobin.textContent()).toMatch(/11\.4.*g\/dL.*Slightly below/s);

  const { bytes } = await downloadPdf(page);
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');

  await page.goto(`${system.urls.portal}/profile`);
  const looks = await page.getByRole('main').textContent();
  expect(looks).toContain('maria.garcia@example.com');
  expect(looks).toMatch(/PDF/);
  await page.context().close();
}, 300_000);

test('When another patient opens the address, then it is the page of a result that does not exist', async () => {
  const { result_id } = await lab.deliver(bloodCount('STORY-2'));
  await lab.ended(result_id);
  const page = await signIn(browser, system.urls.portal, 'john.smith');
  const bodyAt = async (id: string) => {
    const answer = await page.goto(`${system.urls.portal}/results/${id}`);
    expect(answer?.status()).toBe(404);
    return page.getByRole('main').innerHTML();
  };
  const foreign = await bodyAt(result_id);
  expect(await bodyAt('00000000-0000-5000-8000-000000000000')).toBe(foreign);
  expect(await bodyAt('not-an-id')).toBe(foreign);
  expect(
    await page.goto(`${system.urls.portal}/dashboard`).then(() => page.getByRole('main').textContent()),
  ).toContain('No results yet');
  await page.context().close();
}, 300_000);
