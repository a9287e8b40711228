import { createAudit } from '@labsecure/records/audit';
import { createPatients } from '@labsecure/records/patients';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestPortal } from './portal.ts';
import { corrected, type Reading, startReading, unknown } from './reading.ts';
import { csrfOf, type Visitor } from './visitor.ts';

let portal: TestPortal;
let maria: Visitor;
let page: Reading['page'];
beforeAll(async () => {
  ({ portal, maria, page } = await startReading());
});
afterAll(() => portal.close());

const audited = () => createAudit(portal.records).ofPatient('P234567', { limit: 100 });

describe('the profile', () => {
  it('Shows who looked, this look included, in plain words', async () => {
    await page(`/results/${corrected.result_id}`);
    const html = await page('/profile');
    expect(html).toContain('You looked at your profile');
    expect(html).toContain('You opened a result');
    expect(html).toContain('Lipid panel, 4 December 2025');
    expect(html).toContain('22 July 1990');
  });

  it('When the switch is used, then e-mails are off, and on again', async () => {
    const patients = createPatients(portal.records);
    for (const email of ['off', 'on']) {
      const _csrf = csrfOf(await page('/profile'));
      const answer = await maria.post('/profile/notifications', { _csrf, email });
      expect(answer.headers.get('location')).toBe('/profile?saved');
      expect((await patients.find('P234567'))?.email_notifications).toBe(email === 'on');
    }
  });
});

describe('the audit record', () => {
  it('Holds one entry for each look, and its chain is whole', async () => {
    const before = (await audited()).length;
    const missing = await maria.get(`/results/${unknown}`);
    expect(missing.status).toBe(404);
    await page('/dashboard');
    await page(`/results/${corrected.result_id}`);
    await page(`/results/${corrected.result_id}/versions/1`);
    await page('/profile');
    const entries = await audited();
    expect(entries.slice(0, entries.length - before).map(({ action }) => action)).toEqual([
      'VIEW_PROFILE',
      'VIEW_VERSION',
      'VIEW_RESULT',
      'LIST_RESULTS',
    ]);
    expect(entries[0]).toMatchObject({
      actor_kind: 'patient',
      actor_name: 'Maria Garcia',
      channel: 'portal',
    });
    expect(await createAudit(portal.records).verify('P234567')).toEqual({ ok: true });
  });
});

describe('headers', () => {
  it('Pages are kept by no cache and may load and send nothing elsewhere', async () => {
    const { headers } = await maria.get('/dashboard');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src|unsafe|\*/);
  });

  it('No page holds a script, a style attribute or an address elsewhere', async () => {
    for (const path of ['/login', '/dashboard', `/results/${corrected.result_id}`, '/profile', '/nothing'])
      expect(await page(path)).not.toMatch(
        /<script|<style| style=| on\w+=|src="|https?:\/\/(?!www\.w3\.org)/,
      );
  });

  it('What pages load may be kept for ever', async () => {
    const html = await page('/dashboard');
    const urls = [...html.matchAll(/href="(\/assets\/[^"]+)"/g)].map(([, url = '']) =>
      url.replaceAll('&#61;', '='),
    );
    expect(urls).toHaveLength(3);
    for (const url of urls) {
      const answer = await maria.get(url);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toMatch(/max-age=31536000, immutable/);
    }
  });
});

describe('health', () => {
  it('Answers without a session', async () => {
    for (const path of ['/health', '/health/live', '/health/ready', '/live', '/ready'])
      expect(await (await fetch(portal.url + path)).json()).toMatchObject({ status: 'ok' });
  });
});
