import { type LocalCloud, startLocalCloud } from '@labsecure/local-cloud/cloud';
import { startChild } from '@labsecure/testing/child';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDropCloud, type DropCloud } from './testing/drop-cloud.ts';
import { type IngestWorld, startIngestWorld } from './testing/ingest-world.ts';
import { csvTable, jsonReport } from './testing/same-report.ts';

let cloud: LocalCloud;
let files: DropCloud;
/** Takes nothing in until the mortal ones have died. */
let ingest: IngestWorld;

beforeAll(async () => {
  cloud = await startLocalCloud();
  ingest = await startIngestWorld(cloud);
  files = await createDropCloud(ingest.eyes, cloud.env.RESOURCE_PREFIX ?? '');
});
afterAll(async () => {
  await ingest.stop();
  await cloud.close();
});

/** Puts a file for an ingest that is killed after so many writes. */
const dropForMortal = async (writes: number, key: string, content: string): Promise<void> => {
  await files.forget();
  await files.put(key, content);
  await files.forget();
  await files.announce(key);
  const mortal = startChild(
    new URL('./testing/mortal-ingest.ts', import.meta.url),
    [String(writes), 'drops'],
    { ...cloud.env, PORT: '0' },
  );
  expect(await mortal.ended).toBe('SIGKILL');
};

const header = 'patient_id,first_name,last_name,date_of_birth,gender,medical_record_number';
const partly = (writes: number): string => csvTable([`kill-${writes}-a`], [`kill-${writes}-b`, '']);
const registry = (writes: number): string =>
  `${header}\nK${writes},Ann,Lee,1980-01-02,F,\nK${writes}x,,,1980-01-02,F,\n`;

/** Bytes, fact, message; reasons, copy, notice, removal. */
const tableWrites = [1, 2, 3, 4, 5, 6, 7];
/** Patient, normalised copy; reasons, copy, notice, removal. */
const registryWrites = [1, 2, 3, 4, 5, 6];

test('When ingest is killed after any write of a file, then another one ends it: nothing lost, nothing twice', {
  timeout: 600_000,
}, async () => {
  const tables = tableWrites.map((writes) => ({
    writes,
    key: `incoming/LAB001/kill-${writes}.csv`,
    content: partly(writes),
  }));
  const registries = registryWrites.map((writes) => ({
    writes,
    key: `patients/kill-registry-${writes}.csv`,
    content: registry(writes),
  }));
  for (const { writes, key, content } of [...tables, ...registries])
    await dropForMortal(writes, key, content);

  await files.forget();
  ingest.start();
  for (const { key } of [...tables, ...registries]) {
    await files.announce(key, 2);
    await files.untilTaken(key);
  }

  for (const { writes, key, content } of tables) {
    const { headers } = await ingest.post(jsonReport(`kill-${writes}-a`));
    const resultId = String(headers.location).split('/').at(-1) ?? '';
    const mine = (await ingest.submissions.ofResult(resultId)).filter(
      ({ submission }) => submission.media_type === 'text/csv',
    );
    expect(mine).toHaveLength(1);
    const kept = (await ingest.storedKeys('LAB001')).filter((one) => one.includes(resultId));
    expect(kept.filter((one) => one.endsWith('.csv'))).toHaveLength(1);
    const [copy = '', ...more] = await files.acceptedAs(key);
    expect(more).toEqual([]);
    expect((await files.read('drop', copy)).toString()).toBe(content);
  }
  for (const { writes, key, content } of registries) {
    expect(await files.patients.find(`K${writes}`)).toMatchObject({ family_name: 'Lee' });
    const [copy = '', ...more] = await files.processedAs(key);
    expect(more).toEqual([]);
    expect((await files.read('drop', copy)).toString()).toBe(`${header}\nK${writes},Ann,Lee,1980-01-02,F,\n`);
    const [moved = ''] = await files.acceptedAs(key);
    expect((await files.read('drop', moved)).toString()).toBe(content);
  }
  for (const { key } of [...tables, ...registries]) {
    expect(await files.reasonsFor(key)).toMatchObject({ in_part: true, accepted: 1, refused: 1 });
    expect(await files.noticesOf(key)).toHaveLength(1);
  }
});
