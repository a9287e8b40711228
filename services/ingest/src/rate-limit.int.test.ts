import { type LocalCloud, startLocalCloud } from '@labsecure/local-cloud/cloud';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aBody } from './testing/bodies.ts';
import { type IngestWorld, startIngestWorld } from './testing/ingest-world.ts';

let cloud: LocalCloud;
let ingest: IngestWorld;
beforeAll(async () => {
  cloud = await startLocalCloud();
  ingest = await startIngestWorld(cloud, { RATE_LIMIT_PER_MINUTE: '5' });
});
afterAll(async () => {
  await ingest.stop();
  await cloud.close();
});

const oneAfterTheOther = async (count: number, post: () => ReturnType<IngestWorld['post']>) => {
  const answers: Awaited<ReturnType<typeof post>>[] = [];
  while (answers.length < count) answers.push(await post());
  return answers;
};

test('When a lab is too quick, it is told when to come back; a lab at the same address is not held up', async () => {
  const answers = await oneAfterTheOther(7, () => ingest.post(aBody()));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([202, 202, 202, 202, 202, 429, 429]);
  const refused = answers.find(({ statusCode }) => statusCode === 429);
  expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0);
  expect(refused?.headers['content-type']).toContain('application/problem+json');
  expect(refused?.json()).toMatchObject({ status: 429, code: 'E_TOO_MANY' });

  const other = await ingest.post(aBody({ lab_id: 'LAB002' }), {}, ingest.tokens.LAB002);
  expect(other.statusCode).toBe(202);
});

test('When an address keeps coming with bad tokens, it is told to slow down; good tokens from there still work', async () => {
  const answers = await oneAfterTheOther(130, () => ingest.post(aBody(), {}, 'nonsense'));
  const codes = answers.map(({ statusCode }) => statusCode);
  expect(codes.filter((code) => code === 401)).toHaveLength(120);
  expect(codes.filter((code) => code === 429)).toHaveLength(10);
  expect((await ingest.status('x', ingest.tokens.LAB002)).statusCode).toBe(404);
});
