import { type LocalCloud, startLocalCloud } from '@labsecure/local-cloud/cloud';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aBody } from './testing/bodies.ts';
import { type IngestWorld, startIngestWorld } from './testing/ingest-world.ts';

let cloud: LocalCloud;
let ingest: IngestWorld;
/** What LAB001 sent, newest first. */
const sent: string[] = [];

beforeAll(async () => {
  cloud = await startLocalCloud();
  ingest = await startIngestWorld(cloud);
  for (let count = 0; count < 5; count++) {
    const patient_id = count % 2 === 0 ? 'P345678' : 'P456789';
    sent.unshift((await ingest.post(aBody({ patient_id }))).json().submission_id);
  }
  await ingest.post(aBody({ lab_id: 'LAB002' }), {}, ingest.tokens.LAB002);
  await ingest.post(aBody({ lab_id: 'LAB002' }), {}, ingest.tokens.LAB002);
});
afterAll(async () => {
  await ingest.stop();
  await cloud.close();
});

type Listed = { submission_id: string; result_id: string };
const idsOf = (page: { submissions: Listed[] }): string[] =>
  page.submissions.map(({ submission_id }) => submission_id);

test('A lab pages through what it sent, newest first', async () => {
  const seen: string[] = [];
  let query = '?limit=2';
  for (let pages = 1; query !== ''; pages++) {
    const page = (await ingest.history(query)).json();
    seen.push(...idsOf(page));
    query = page.cursor === undefined ? '' : `?limit=2&cursor=${page.cursor}`;
    expect(pages).toBeLessThan(5);
  }
  expect(seen).toEqual(sent);
  expect(idsOf((await ingest.history()).json())).toEqual(sent);
});

test('Each submission comes with its state and remarks, and with nothing of its contents', async () => {
  const answer = await ingest.history('?limit=1');
  expect(answer.headers['cache-control']).toBe('no-store');
  const [first] = answer.json().submissions;
  expect(first).toEqual({
    result_id: expect.any(String),
    submission_id: sent[0],
    received_at: expect.stringMatching(/Z$/),
    media_type: 'application/json',
    state: 'RECEIVED',
    problems: [expect.objectContaining({ code: 'W_PANEL_INCOMPLETE' })],
  });
});

test("With another lab's cursor a lab sees its own only", async () => {
  const { cursor } = (await ingest.history('?limit=1', ingest.tokens.LAB002)).json();
  expect(cursor).toBeDefined();
  const page = (await ingest.history(`?cursor=${cursor}`)).json();
  expect(sent).toEqual(expect.arrayContaining(idsOf(page)));
});

test.each(['?limit=0', '?limit=101', '?limit=many', '?cursor=x', `?cursor=${'x'.repeat(1000)}`])(
  '%s is refused with 400',
  async (query) => {
    const answer = await ingest.history(query);
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json().detail).toMatch(query.startsWith('?limit') ? /^limit must be/ : /./);
  },
);

test('Without a token there is no history', async () => {
  expect((await ingest.history('', 'nonsense')).statusCode).toBe(401);
});

test('Each patient on the page can see that the lab looked, and at which result', async () => {
  for (const { submission } of (await ingest.submissions.ofLab('LAB001', { limit: 100 })).items)
    await ingest.becomesOf(submission.patient_id, submission);
  const looksAt = async (patient: string) =>
    (await ingest.audit.ofPatient(patient, { limit: 50 })).map(({ result_id }) => result_id);
  const before = [(await looksAt('P345678')).length, (await looksAt('P456789')).length];
  const page = (await ingest.history('?limit=3')).json();
  const after = [await looksAt('P345678'), await looksAt('P456789')];
  expect(after.map((looks, index) => looks.length - (before[index] ?? 0))).toEqual([2, 1]);
  const seen = [...(after[0] ?? []).slice(0, 2), ...(after[1] ?? []).slice(0, 1)];
  expect(seen.sort()).toEqual(page.submissions.map(({ result_id }: Listed) => result_id).sort());
  expect(await ingest.audit.ofPatient('P456789', { limit: 1 })).toMatchObject([
    { action: 'VIEW_STATUS', actor_kind: 'lab', channel: 'api' },
  ]);
  expect(await ingest.audit.verify('P345678')).toEqual({ ok: true });
});
