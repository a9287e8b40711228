import { buffer } from 'node:stream/consumers';
import type { Browser, Page } from 'playwright-core';
import { demoPassword } from '../src/demo/people.ts';

/** Signs a demo person in, as a person does; ends on the dashboard. */
export const signIn = async (browser: Browser, portalUrl: string, username: string): Promise<Page> => {
  const page = await (await browser.newContext({ acceptDownloads: true })).newPage();
  page.setDefaultTimeout(90_000);
  await page.goto(portalUrl);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('User name or e-mail').fill(username);
  await page.getByLabel('Password').fill(demoPassword);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(`${portalUrl}/dashboard`);
  return page;
};

/** Presses the button on a result's page; gives the document and the link it came by. */
export const downloadPdf = async (page: Page): Promise<{ link: string; bytes: Buffer }> => {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download PDF' }).click(),
  ]);
  return { link: download.url(), bytes: await buffer(await download.createReadStream()) };
};
