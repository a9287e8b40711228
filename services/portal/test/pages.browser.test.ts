import { createServer, type Server } from 'node:http';
import AxeBuilder from '@axe-core/playwright';
import { demoPassword } from '@labsecure/local-cloud/demo/people';
import { launchBrowser } from '@labsecure/testing/browser';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyKind } from './every-kind.ts';
import { startPortal, type TestPortal } from './portal.ts';

let portal: TestPortal;
let browser: Browser;
/** Stands where the report service and the documents would. */
let documents: Server;

const urlOf = (server: Server): string => {
  const address = server.address();
  return `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
};

beforeAll(async () => {
  documents = createServer((request, response) => {
    const asked = request.method === 'POST';
    response.writeHead(200, { 'content-type': asked ? 'application/json' : 'text/html' });
    const answer = { url: `${urlOf(documents)}/one.pdf`, expires_at: '2026-01-01T00:00:00Z' };
    response.end(asked ? JSON.stringify(answer) : '<title>the document</title>');
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => documents.once('listening', resolve));
  portal = await startPortal({ REPORT_URL: urlOf(documents), DOCUMENTS_ORIGIN: urlOf(documents) });
  await portal.show(...Object.values(everyKind));
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await portal?.close();
  documents?.close();
});

const open = async (context: BrowserContext): Promise<Page> => {
  const page = await context.newPage();
  page.setDefaultTimeout(50_000);
  await page.goto(`${portal.url}/login`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('User name').fill('maria.garcia');
  await page.getByLabel('Password').fill(demoPassword);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/dashboard');
  return page;
};

const patience = { timeout: 20_000 };

const { corrected, critical, mixed, cancelled } = everyKind;
const paths = [
  '/login?reason=ended',
  '/dashboard',
  `/results/${corrected.result_id}`,
  `/results/${corrected.result_id}/versions/1`,
  `/results/${critical.result_id}`,
  `/results/${mixed.result_id}`,
  `/results/${cancelled.result_id}`,
  '/profile?saved',
  '/nothing',
];

/** Things to press that stand alone; links inside a sentence are text. */
const targets = '.top a, .top button, .back, .button, .rows a';

/** By how many pixels a page is wider than its window. */
const sideways = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - window.innerWidth');

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [1180, 390])
    describe(`in the ${colorScheme}, ${width} pixels wide`, () => {
      let context: BrowserContext;
      let page: Page;
      beforeAll(async () => {
        context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
        page = await open(context);
      });
      afterAll(() => context?.close());

      it.each(paths)(
        '%s has nothing that axe faults, nothing that scrolls sideways, and targets to hit',
        async (path) => {
          await page.goto(portal.url + path);
          const { violations } = await new AxeBuilder({ page })
            .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
            .analyze();
          expect(
            violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`),
          ).toEqual([]);
          expect(await sideways(page)).toBeLessThanOrEqual(0);
          for (const target of await page.locator(targets).all()) {
            const box = await target.boundingBox();
            expect(box?.height, await target.innerHTML()).toBeGreaterThanOrEqual(44);
          }
        },
      );
    });

describe('in a browser', () => {
  it('When the window is as narrow as they get, then nothing scrolls sideways', async () => {
    const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
    const page = await open(context);
    for (const path of paths) {
      await page.goto(portal.url + path);
      expect(await sideways(page), path).toBeLessThanOrEqual(0);
    }
    await context.close();
  });

  it('A person signs in, reads, gets the PDF and signs out, and the policy is never in the way', async () => {
    const context = await browser.newContext();
    const complaints: string[] = [];
    context.on('console', (message) => complaints.push(message.text()));
    const signedIn = await open(context);
    await signedIn.getByRole('link', { name: /Lipid panel.*corrected/ }).click();
    await signedIn.getByRole('button', { name: 'Download PDF' }).click();
    await signedIn.waitForURL('**/one.pdf');
    await signedIn.goBack();
    await signedIn.getByRole('button', { name: 'Sign out' }).click();
    await signedIn.waitForURL('**/login');
    expect(await signedIn.getByRole('status').textContent()).toBe('You are signed out.');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('When someone signs in again after the session ended, then the login asks for the password again', async () => {
    const context = await browser.newContext();
    const page = await open(context);
    await context.clearCookies({ name: 'labsecure' });
    await page.goto(`${portal.url}/profile`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByLabel('Password').waitFor();
    expect(await page.getByLabel('Password').count()).toBe(1);
    await context.close();
  });

  it('When somebody uses the keyboard, then the first stop skips to the content', async () => {
    const context = await browser.newContext();
    const page = await open(context);
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to the content' });
    await expect.poll(() => page.evaluate('document.activeElement.className'), patience).toBe('skip');
    await expect.poll(async () => (await skip.boundingBox())?.y, patience).toBeGreaterThanOrEqual(0);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate('document.activeElement.id'), patience).toBe('content');
    await context.close();
  });

  it('The typeface is ours and comes from us', async () => {
    const context = await browser.newContext();
    const page = await open(context);
    const loaded = await page.evaluate(
      `document.fonts.ready.then((fonts) => [...fonts].some((font) => font.status === 'loaded'))`,
    );
    expect(loaded).toBe(true);
    await context.close();
  });
});
