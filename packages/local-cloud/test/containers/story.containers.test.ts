import { execFileSync } from 'node:child_process';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { launchBrowser } from '@labsecure/testing/browser';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bloodCount } from '../lab.ts';
import { downloadPdf, signIn } from '../portal.ts';
import { allTold, aws, containerOf, lab001, mailsTo, urls } from './stack.ts';

const maria = 'maria.garcia@example.com';
let browser: Browser;
/** The link a browser on this machine was given, as it was given. */
let link: string;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

test('When a lab posts a result, then its patient is told, reads it and downloads the PDF by a link that works from here', async () => {
  const lab = await lab001();
  await allTold();
  const before = (await mailsTo(maria)).length;
  const { result_id } = await lab.deliver(bloodCount('CONTAINERS-1'));
  expect((await lab.ended(result_id)).status).toBe('READY');
  await expect.poll(async () => (await mailsTo(maria)).length, { timeout: 90_000 }).toBe(before + 1);

  const page = await signIn(browser, urls.portal, maria);
  await page.goto(`${urls.portal}/dashboard`);
  const row = page.locator(`a[href="/results/${result_id}"]`);
  expect(await row.textContent()).toContain('1 of 3 out of range');
  await row.click();
  expect(await page.getByRole('main').textContent()).toMatch(/Hemoglobin.*11\.4.*g\/dL.*Slightly below/s);
  const pdf = await downloadPdf(page);
  link = pdf.link;
  expect(link.startsWith(`${urls.aws}/`)).toBe(true);
  expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');
  await page.context().close();
});

test('When the link is changed in any part, then LocalStack refuses it as AWS does', async () => {
  expect((await fetch(link)).status).toBe(200);
  const changes: [what: string, change: (url: URL) => void][] = [
    [
      'another document',
      (url) => (url.pathname = url.pathname.replace(/[^/]+\.pdf$/, `${'0'.repeat(64)}.pdf`)),
    ],
    ['a longer life', (url) => url.searchParams.set('X-Amz-Expires', '604800')],
    ['a later date', (url) => url.searchParams.set('X-Amz-Date', '20991231T000000Z')],
    ['another name', (url) => url.searchParams.set('response-content-disposition', 'inline')],
    ['another signature', (url) => url.searchParams.set('X-Amz-Signature', '0'.repeat(64))],
  ];
  for (const [what, change] of changes) {
    const url = new URL(link);
    change(url);
    expect((await fetch(url)).status, what).toBe(403);
  }
  const unsigned = new URL(link);
  unsigned.searchParams.delete('X-Amz-Signature');
  expect((await fetch(unsigned)).status).toBe(400);
});

test('When a link is older than its hour, then it opens nothing', async () => {
  const s3 = new S3Client({ ...aws, forcePathStyle: true });
  const [Bucket, ...key] = new URL(link).pathname.slice(1).split('/');
  const command = new GetObjectCommand({ Bucket, Key: key.join('/') });
  const signedAgo = (minutes: number): Promise<string> =>
    getSignedUrl(s3, command, { expiresIn: 3600, signingDate: new Date(Date.now() - minutes * 60_000) });
  expect((await fetch(await signedAgo(59))).status).toBe(200);
  expect((await fetch(await signedAgo(61))).status).toBe(403);
  s3.destroy();
});

test('What a newcomer is told works: the printed login, and the printed curl line pasted into a shell', async () => {
  const log = await (await containerOf('demo')).logs({ stdout: true, follow: false });
  const told = log.toString();
  for (const url of [urls.portal, urls.mailbox, `${urls.ingest}/api/v1/docs`]) expect(told).toContain(url);
  const curl = /curl -sS .*\/api\/v1\/ingest/.exec(told)?.[0] ?? '';
  const answer = JSON.parse(execFileSync('sh', ['-c', curl], { encoding: 'utf8' }));
  expect(answer.status).toBe('RECEIVED');
  expect((await (await lab001()).ended(answer.result_id)).status).toBe('READY');
});

test('When the mailbox is opened, then the e-mail LocalStack was given can be read there', async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(urls.mailbox);
  await page
    .getByRole('link', { name: /A new lab result is ready/ })
    .first()
    .click();
  expect(await page.getByRole('main').textContent()).toContain(urls.portal);
  await page.context().close();
});
