import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestPortal } from './portal.ts';
import { corrected, johns, moved, type Reading, startReading, unknown } from './reading.ts';
import { reportOf, versionOf } from './reports.ts';
import type { Visitor } from './visitor.ts';

let portal: TestPortal;
let maria: Visitor;
let page: Reading['page'];
beforeAll(async () => {
  ({ portal, maria, page } = await startReading());
});
afterAll(() => portal.close());

describe('a result', () => {
  it('Says first what the values mean, then what was corrected, then each value', async () => {
    const html = await page(`/results/${corrected.result_id}`);
    expect(html).toContain('2 of 4 values are out of the laboratory&#39;s range.');
    expect(html).toContain('Corrected on 6 December 2025.');
    expect(html).toContain('The laboratory changed triglycerides from 142 to 412 mg/dL.');
    expect(html).toContain(`href="/results/${corrected.result_id}/versions/1"`);
    expect(html).toContain('4 December 2025, 8:10');
    expect(html).toContain('Far above');
    expect(html).toContain('calculated');
    expect(html.match(/<h1/g)).toHaveLength(1);
  });

  it('Shows the earlier version as such, and the current one under no number', async () => {
    const html = await page(`/results/${corrected.result_id}/versions/1`);
    expect(html).toContain('Earlier version, replaced on 6 December 2025.');
    expect(html).toContain('142');
    const current = await maria.get(`/results/${corrected.result_id}/versions/2`);
    expect(current.headers.get('location')).toBe(`/results/${corrected.result_id}`);
  });

  it("When a result was filed under somebody else before, then the other's version is not to be seen", async () => {
    const html = await page(`/results/${moved.result_id}`);
    expect(html).toContain('We hold no earlier version');
    expect(html).not.toContain('/versions/');
    expect(await page(`/results/${moved.result_id}/versions/1`)).not.toContain('for John only');
  });

  it("Somebody else's id, an unknown id and no id at all get the very same answer", async () => {
    const bodies = new Set<string>();
    for (const id of [johns.result_id, unknown, 'P234567', `${corrected.result_id.toUpperCase()}`, '..%2f'])
      for (const path of [`/results/${id}`, `/results/${id}/versions/1`]) {
        const answer = await maria.get(path);
        expect(answer.status).toBe(404);
        bodies.add((await answer.text()).replaceAll(/value="[^"]+"/g, ''));
      }
    for (const path of ['/nothing', `/results/${corrected.result_id}/versions/0`]) {
      const answer = await maria.get(path);
      expect(answer.status).toBe(404);
      bodies.add((await answer.text()).replaceAll(/value="[^"]+"/g, ''));
    }
    expect(bodies.size).toBe(1);
  });

  it('Whatever a lab sends, it is shown as text and never becomes part of the page', async () => {
    const canary = '"><img src=x onerror=alert(1)>\'</title>&';
    const hostile = versionOf(
      reportOf(
        [
          [canary, canary, canary, canary, canary, canary],
          [canary, canary, '7', canary, '1-5', canary],
        ],
        {
          accession_number: canary,
          lab_name: canary,
          panel: { id: 'other', name: canary },
          ordering_provider: { name: canary, npi: canary },
          specimen: canary,
          notes: [canary],
          status: 'corrected',
          collected_at: '2024-01-01T08:00:00-06:00',
        },
      ),
    );
    const before = { ...hostile, version: '2000', status: 'final' as const, observations: [] };
    await portal.show(before, hostile);
    for (const path of [
      '/dashboard',
      `/results/${hostile.result_id}`,
      `/results/${hostile.result_id}/versions/1`,
    ]) {
      const html = await page(path);
      expect(html).toContain('onerror');
      expect(html).not.toContain('<img');
      expect(html.match(/<\/title>/g)).toHaveLength(1);
    }
  });
});
