import { demoPassword } from '@labsecure/local-cloud/demo/people';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startPortal, type TestPortal } from './portal.ts';
import { bloodCount, reportOf, versionOf } from './reports.ts';
import { createVisitor, signIn, type Visitor } from './visitor.ts';

let portal: TestPortal;
let maria: Visitor;
const version = versionOf(reportOf(bloodCount));

beforeAll(async () => {
  portal = await startPortal();
  await portal.show(version);
  maria = createVisitor(portal.url);
  await signIn(maria, 'maria.garcia', demoPassword);
  await portal.cloud.close();
});
afterAll(async () => {
  await portal.portal.stop();
  portal.clients.destroy();
});

it('When the stores do not answer, then every page says so plainly and shows nothing', async () => {
  for (const path of ['/dashboard', `/results/${version.result_id}`, '/profile']) {
    const answer = await maria.get(path);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
    const html = await answer.text();
    expect(html).toContain('Not available at the moment');
    expect(html).toContain('Reference: ');
    expect(html).not.toMatch(/Garcia|Hemoglobin|ECONNREFUSED/);
  }
});

it('When the stores do not answer, then the door still stands', async () => {
  expect((await createVisitor(portal.url).get('/login')).status).toBe(200);
});

it('When the stores do not answer, then the portal is alive but not ready', async () => {
  expect((await fetch(`${portal.url}/live`)).status).toBe(200);
  expect((await fetch(`${portal.url}/ready`)).status).toBe(503);
});
