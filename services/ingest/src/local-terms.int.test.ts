import type { LocalTerms } from '@labsecure/contracts/labs';
import { type LocalCloud, startLocalCloud } from '@labsecure/local-cloud/cloud';
import { createResultReader, type ResultReader } from '@labsecure/records/reader';
import type { Child } from '@labsecure/testing/child';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { aBody } from './testing/bodies.ts';
import { type IngestWorld, startIngestWorld } from './testing/ingest-world.ts';
import { startProcessor } from './testing/running-processor.ts';

let cloud: LocalCloud;
let ingest: IngestWorld;
let reader: ResultReader;
let processor: Child | undefined;

beforeAll(async () => {
  cloud = await startLocalCloud();
  ingest = await startIngestWorld(cloud);
  reader = createResultReader({ documents: ingest.eyes.documents, prefix: cloud.env.RESOURCE_PREFIX ?? '' });
});
afterAll(async () => {
  processor?.process.kill('SIGKILL');
  await processor?.ended;
  await ingest.stop();
  await cloud.close();
});

const register = async (local_terms: LocalTerms): Promise<void> => {
  const lab = await ingest.labs.find('LAB001');
  if (lab === undefined) throw new Error('The demo has no LAB001.');
  await ingest.labs.put({ ...lab, local_terms });
};

const zucker = (value: number) =>
  aBody({
    test_type: 'other',
    results: [{ test_code: 'ZU-1', test_name: 'Zucker', value, unit: 'mgproz' }],
  });

const post = async (body: object) => {
  const answer = await ingest.post(body);
  expect(answer.statusCode).toBe(202);
  const { result_id, warnings } = answer.json();
  return { result_id, codes: warnings.map(({ code }: { code: string }) => code) };
};

const observed = async (result_id: string) => {
  await vi.waitFor(async () => expect((await ingest.status(result_id)).json().status).toBe('READY'), {
    timeout: 60_000,
    interval: 100,
  });
  const result = await reader.resultOf('P123456', result_id);
  return { panel: result?.panel.name, observation: result?.observations[0] };
};

test('When the registry knows what a lab calls things, then its results have range and flag, and what was received before a change of the registry is read as it was meant then', {
  timeout: 200_000,
}, async () => {
  await register({ codes: { 'zu-1': '2345-7', unused: 'sodium' }, units: { mgproz: 'mg/dL' } });
  const glucose = await post(zucker(140));
  expect(glucose.codes).toEqual([]);
  const [fact] = await ingest.submissions.ofResult(glucose.result_id);
  expect(fact?.submission.local_terms).toEqual({ codes: { 'zu-1': '2345-7' }, units: { mgproz: 'mg/dL' } });

  await register({ codes: { 'zu-1': 'uric_acid' }, units: { mgproz: 'mg/dL' } });
  // The registry is remembered for a moment; then the change is in force.
  await vi.waitFor(
    async () =>
      expect((await ingest.validate(zucker(5))).json()).toMatchObject({
        results: [{ valid: true, panel: 'Urate (uric acid)' }],
      }),
    { timeout: 60_000, interval: 200 },
  );

  processor = startProcessor(cloud);
  expect(await observed(glucose.result_id)).toMatchObject({
    panel: 'Glucose',
    observation: {
      code: 'ZU-1',
      analyte_id: 'glucose',
      loinc: '2345-7',
      unit: 'mgproz',
      ucum: 'mg/dL',
      range: { source: 'catalogue' },
      flag: 'H',
    },
  });
});
