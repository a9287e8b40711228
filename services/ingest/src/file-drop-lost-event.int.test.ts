import { type LocalCloud, startLocalCloud } from '@labsecure/local-cloud/cloud';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDropCloud, type DropCloud } from './testing/drop-cloud.ts';
import { type IngestWorld, startIngestWorld } from './testing/ingest-world.ts';
import { jsonReport } from './testing/same-report.ts';

/** An ingest that has not begun yet to take in files. */
let cloud: LocalCloud;
let ingest: IngestWorld;
let files: DropCloud;

beforeAll(async () => {
  cloud = await startLocalCloud();
  ingest = await startIngestWorld(cloud, { DROP_SWEEP_EVERY_SECONDS: '1', DROP_SWEEP_AFTER_SECONDS: '10' });
  files = await createDropCloud(ingest.eyes, cloud.env.RESOURCE_PREFIX ?? '');
});
afterAll(async () => {
  await ingest.stop();
  await cloud.close();
});

test('When the event of a file was lost, then the file is taken in all the same', {
  timeout: 150_000,
}, async () => {
  const key = `incoming/LAB001/night run/a+b ${process.pid}.json`;
  await files.put(key, jsonReport(`LOST-${process.pid}`));
  await files.forget();
  ingest.start();
  await files.untilTaken(key);
  expect(await files.acceptedAs(key)).toHaveLength(1);
});
