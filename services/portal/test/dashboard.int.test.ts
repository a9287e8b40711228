import { randomUUID } from 'node:crypto';
import { demoPassword } from '@labsecure/local-cloud/demo/people';
import { patientKeyOf } from '@labsecure/records/pending';
import { createSubmissions } from '@labsecure/records/submissions';
import { openTable } from '@labsecure/records/table';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestPortal } from './portal.ts';
import { corrected, johns, type Reading, startReading, unknown } from './reading.ts';
import { bloodCount, reportOf, versionOf } from './reports.ts';
import { createVisitor, signIn, type Visitor } from './visitor.ts';

let portal: TestPortal;
let maria: Visitor;
let page: Reading['page'];
beforeAll(async () => {
  ({ portal, maria, page } = await startReading());
});
afterAll(() => portal.close());

describe('the list', () => {
  it('Shows results by month, with lab, provider, correction and outcome', async () => {
    const html = await page('/dashboard');
    expect(html).toContain('December 2025');
    expect(html).toContain(`href="/results/${corrected.result_id}"`);
    expect(html).toContain('Mayo Clinic Labs · Dr. Amir Haddad · corrected 6 Dec');
    expect(html).toContain('2 of 4 out of range');
    expect(html).not.toContain(johns.result_id);
  });

  it('When a submission is being processed, then a row says so, and no longer once its version is shown', async () => {
    const submissions = createSubmissions(portal.records);
    const pending = {
      lab_id: 'LAB002',
      lab_name: 'LabCorp',
      patient_id: 'P234567',
      panel_name: 'Thyroid panel',
      raw_key: 'raw/x',
      media_type: 'application/json',
      time_zone: 'America/New_York',
      digest: 'x',
      received_at: '2026-03-14T10:00:00.000Z',
      warnings: [],
    };
    const theirs = { result_id: unknown, submission_id: unknown };
    const shown = { result_id: corrected.result_id, submission_id: corrected.submission_id };
    const undecided = { result_id: randomUUID(), submission_id: randomUUID() };
    await submissions.record({ ...pending, ...theirs });
    await submissions.record({ ...pending, ...shown, panel_name: 'Lagging lipids' });
    await submissions.record({ ...pending, ...undecided, panel_name: 'Hormones of somebody' });
    const table = openTable(portal.records, 'submissions');
    for (const { result_id, submission_id } of [theirs, shown]) {
      const decision = { patient_id: 'P234567', basis: 'identifier', decided_at: pending.received_at };
      await table.put({ ...decision, ...patientKeyOf(result_id, submission_id) });
    }
    const html = await page('/dashboard');
    expect(html).toContain('Being processed');
    expect(html).toContain('Thyroid panel');
    expect(html).not.toContain('Lagging lipids');
    expect(html).not.toContain('Hormones of somebody');
  });

  it('When a cursor is made up, then a page says that it could not be read', async () => {
    expect((await maria.get('/dashboard?after=made-up')).status).toBe(400);
  });

  it('When there are more results than fit, then there is a way to the older ones and back', async () => {
    const john = createVisitor(portal.url);
    const many = Array.from({ length: 51 }, (_, index) =>
      versionOf(
        reportOf(bloodCount, {
          patient: { id: 'P345678' },
          accession_number: `W-${index}`,
          collected_at: new Date(Date.UTC(2025, 0, 1 + index, 12)).toISOString(),
        }),
      ),
    );
    await portal.show(...many);
    const html = await (await signIn(john, 'james.wilson', demoPassword)).text();
    expect(html.match(/href="\/results\//g)).toHaveLength(50);
    const older = /href="(\/dashboard\?after[^"]+)"/.exec(html)?.[1]?.replaceAll('&#61;', '=') ?? '';
    const rest = await (await john.get(older)).text();
    expect(rest.match(/href="\/results\//g)).toHaveLength(1);
    expect(rest).toContain('Newest results');
  });

  it('When there is nothing yet, then the page says so kindly', async () => {
    const li = createVisitor(portal.url);
    expect(await (await signIn(li, 'li.chen', demoPassword)).text()).toContain('No results yet');
  });
});
