import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anObservation, aVersion } from '../test/samples.ts';
import { startTables } from '../test/tables.ts';
import { createResultReader } from './reader.ts';
import { createResultWriter } from './writer.ts';

const options = await startTables();
const reader = createResultReader(options);
const writer = createResultWriter(options);

test('What was projected is read back as it was, and nothing else', async () => {
  const version = aVersion({
    notes: ['Hemolyzed'],
    observations: [anObservation('7.50'), anObservation('1e300')],
  });
  expect(await writer.project(version)).toBe('written');
  expect(await reader.resultOf(version.patient_id, version.result_id)).toStrictEqual(version);
});

test("Another patient's result and a missing one are both not there", async () => {
  const version = aVersion();
  await writer.project(version);
  expect(await reader.resultOf('P-2', version.result_id)).toBeUndefined();
  expect(await reader.resultOf(version.patient_id, randomUUID())).toBeUndefined();
});

test('An older version does not replace a newer one, and the same one may be written again', async () => {
  const older = aVersion({ reported_at: '2024-01-15T14:00:00Z' });
  const newer = aVersion({ result_id: older.result_id, reported_at: '2024-01-15T14:00:01Z' });
  expect(await writer.project(newer)).toBe('written');
  expect(await writer.project(older)).toBe('newer-exists');
  expect(await writer.project(newer)).toBe('written');
  expect(await reader.resultOf('P-1', older.result_id)).toStrictEqual(newer);
});

test('A withdrawn result is neither read nor listed, and its earlier versions do not come back', async () => {
  const patient_id = randomUUID();
  const version = aVersion({ patient_id });
  const elsewhere = aVersion({ result_id: version.result_id, reported_at: '2024-01-16T08:00:00Z' });
  await writer.project(version);
  expect(await writer.withdraw(patient_id, version.result_id, elsewhere.version)).toBe('written');
  expect(await writer.project(version)).toBe('newer-exists');
  expect(await reader.resultOf(patient_id, version.result_id)).toBeUndefined();
  expect((await reader.listResults(patient_id, { limit: 10 })).items).toEqual([]);
});

test('A withdrawal does not take away a version that is newer than it', async () => {
  const older = aVersion();
  const newer = aVersion({ result_id: older.result_id, reported_at: '2024-01-16T08:00:00Z' });
  await writer.project(newer);
  expect(await writer.withdraw(newer.patient_id, newer.result_id, older.version)).toBe('newer-exists');
  expect(await reader.resultOf(newer.patient_id, newer.result_id)).toStrictEqual(newer);
});

test('A result entered in error stays to be shown as such', async () => {
  const version = aVersion({ status: 'entered-in-error' });
  await writer.project(version);
  expect(await reader.resultOf(version.patient_id, version.result_id)).toStrictEqual(version);
});

test('Every version stays readable, oldest first, however often it is put', async () => {
  const result_id = randomUUID();
  const versions = [1, 2, 3].map((hour) =>
    aVersion({ result_id, reported_at: `2024-01-15T0${hour}:00:00Z` }),
  );
  for (const version of [...versions, ...versions].reverse()) await writer.putVersion(version);
  expect(await writer.allVersions(result_id)).toStrictEqual(versions);
  expect(await reader.versionsOf(result_id)).toStrictEqual(versions);
});

test('Versions too many for one page are all found', async () => {
  const result_id = randomUUID();
  const notes = ['x'.repeat(300_000)];
  for (let hour = 0; hour < 8; hour++)
    await writer.putVersion(aVersion({ result_id, notes, reported_at: `2024-01-15T0${hour}:00:00Z` }));
  expect(await writer.allVersions(result_id)).toHaveLength(8);
});

test('A result too big for an item is refused for good, not retried', async () => {
  const version = aVersion({ notes: ['x'.repeat(410_000)] });
  const refusal = { name: 'PermanentError', code: 'E_NOT_STORABLE', retryable: false };
  await expect(writer.putVersion(version)).rejects.toMatchObject(refusal);
  await expect(writer.project(version)).rejects.toMatchObject(refusal);
});

test('The list holds what a list shows, newest first', async () => {
  const patient_id = randomUUID();
  const versions = [3, 1, 2].map((day) =>
    aVersion({ patient_id, collected_instant: `2024-01-0${day}T08:00:00.000Z`, specimen: 'blood' }),
  );
  for (const version of versions) await writer.project(version);
  const [newest] = versions;
  const { items, after } = await reader.listResults(patient_id, { limit: 10 });
  expect(items.map(({ result_id }) => result_id)).toEqual(
    [0, 2, 1].map((index) => versions[index]?.result_id),
  );
  expect(items[0]).toStrictEqual({
    result_id: newest?.result_id,
    patient_id,
    panel: newest?.panel,
    status: 'final',
    collected_at: newest?.collected_at,
    reported_at: newest?.reported_at,
    lab_name: newest?.lab_name,
    summary: newest?.summary,
    version: newest?.version,
    corrected: false,
  });
  expect(after).toBeUndefined();
});

test('Pages of any size show each result once, and the last page promises no other', async () => {
  const patient_id = randomUUID();
  // Two at the same instant: the place in the list is (instant, id), not the instant alone.
  const versions = [1, 2, 2, 3, 4, 5].map((day) =>
    aVersion({ patient_id, collected_instant: `2024-01-0${day}T08:00:00.000Z` }),
  );
  for (const version of versions) await writer.project(version);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 7 }), async (limit) => {
      const seen: string[] = [];
      let pages = 0;
      let after: string | undefined;
      do {
        const page = await reader.listResults(patient_id, { limit, after });
        seen.push(...page.items.map(({ result_id }) => result_id));
        after = page.after;
        pages++;
      } while (after !== undefined && pages < 10);
      expect(new Set(seen)).toEqual(new Set(versions.map(({ result_id }) => result_id)));
      expect(seen).toHaveLength(versions.length);
      expect(pages).toBe(Math.ceil(versions.length / limit));
    }),
    { numRuns: 10 },
  );
});

test("A cursor from one patient's list opens nothing of that patient for another", async () => {
  const [patient_id, other] = [randomUUID(), randomUUID()];
  for (const day of [1, 2, 3])
    await writer.project(aVersion({ patient_id, collected_instant: `2024-01-0${day}T08:00:00.000Z` }));
  const { after } = await reader.listResults(patient_id, { limit: 1 });
  expect(after).toBeDefined();
  expect((await reader.listResults(other, { limit: 10, after })).items).toEqual([]);
});
