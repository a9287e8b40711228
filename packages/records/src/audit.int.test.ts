import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { AuditEntry } from '@labsecure/contracts/records';
import { expect, onTestFinished, test, vi } from 'vitest';
import { intercept } from '../test/intercept.ts';
import { startTables } from '../test/tables.ts';
import { createAudit } from './audit.ts';
import { chained } from './audit-chain.ts';

const options = await startTables();
const audit = createAudit(options);
const TableName = `${options.prefix}audit`;

const anEntry = (patient_id: string, parts: Partial<AuditEntry> = {}) => ({
  patient_id,
  at: '2024-01-15T15:00:00.000Z',
  actor_id: 'subject-1',
  actor_kind: 'patient' as const,
  actor_name: 'Maria Garcia',
  action: 'VIEW_RESULT' as const,
  result_id: randomUUID(),
  channel: 'portal' as const,
  ...parts,
});

const chainOf = async (length: number): Promise<AuditEntry[]> => {
  const patient_id = randomUUID();
  const entries: AuditEntry[] = [];
  for (let index = 0; index < length; index++) entries.push(await audit.append(anEntry(patient_id)));
  return entries;
};
const overwrite = (entry: AuditEntry) => options.documents.send(new PutCommand({ TableName, Item: entry }));

test('Entries are read newest first, as they were written, each holding the hash of the one before', async () => {
  const [first, second, third] = await chainOf(3);
  expect(first).toMatchObject({ sequence: 1, previous_hash: '0'.repeat(64) });
  expect(second).toMatchObject({ sequence: 2, previous_hash: first?.hash });
  const patient_id = first?.patient_id ?? '';
  expect(await audit.ofPatient(patient_id, { limit: 10 })).toStrictEqual([third, second, first]);
  expect(await audit.ofPatient(patient_id, { limit: 2 })).toStrictEqual([third, second]);
});

test('Fifty entries appended at once by two processes make one unbroken chain', async () => {
  const patient_id = randomUUID();
  const other = createAudit(options);
  const appended = await Promise.all(
    Array.from({ length: 50 }, (_, index) => (index % 2 === 0 ? audit : other).append(anEntry(patient_id))),
  );
  const sequences = appended.map(({ sequence }) => sequence).sort((a, b) => a - b);
  expect(sequences).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
  expect(await audit.ofPatient(patient_id, { limit: 100 })).toHaveLength(50);
  expect(await audit.verify(patient_id)).toEqual({ ok: true });
});

test('A chain longer than one page is verified to its end', async () => {
  const patient_id = randomUUID();
  const actor_name = 'x'.repeat(300_000);
  for (let index = 0; index < 5; index++) await audit.append(anEntry(patient_id, { actor_name }));
  const [last] = await audit.ofPatient(patient_id, { limit: 1 });
  expect(await audit.verify(patient_id)).toEqual({ ok: true });
  if (last) await overwrite({ ...last, actor_id: 'somebody-else' });
  expect(await audit.verify(patient_id)).toEqual({ ok: false, brokenAt: 5 });
});

test('A chain without entries holds', async () => {
  expect(await audit.verify(randomUUID())).toEqual({ ok: true });
});

test.each<[string, Partial<AuditEntry>]>([
  ['who', { actor_id: 'somebody-else' }],
  ['what', { action: 'LIST_RESULTS' }],
  ['when', { at: '2024-01-15T15:00:00.001Z' }],
  ['which result', { result_id: undefined }],
  ['the hash', { hash: 'f'.repeat(64) }],
])('An entry whose %s was changed is named', async (_what, change) => {
  const entries = await chainOf(4);
  const [, second] = entries;
  if (!second) throw new Error('no second entry');
  await overwrite({ ...second, ...change });
  expect(await audit.verify(second.patient_id)).toEqual({ ok: false, brokenAt: 2 });
});

test('An entry that was changed and given a fitting hash breaks the chain at the next', async () => {
  const [first, second] = await chainOf(3);
  if (!first || !second) throw new Error('no entries');
  const { sequence: _sequence, previous_hash: _previous, hash: _hash, ...entry } = second;
  await overwrite(chained({ ...entry, actor_id: 'somebody-else' }, first));
  expect(await audit.verify(second.patient_id)).toEqual({ ok: false, brokenAt: 3 });
});

test('An entry that leaves a gap before it is named, even with fitting hashes', async () => {
  const [, , third] = await chainOf(3);
  if (!third) throw new Error('no entries');
  await overwrite(chained(anEntry(third.patient_id), { ...third, sequence: 7 }));
  expect(await audit.verify(third.patient_id)).toEqual({ ok: false, brokenAt: 4 });
});

test('An entry that was taken out is named', async () => {
  const [first, second] = await chainOf(3);
  const patient_id = first?.patient_id ?? '';
  await options.documents.send(
    new DeleteCommand({ TableName, Key: { patient_id, sequence: second?.sequence } }),
  );
  expect(await audit.verify(patient_id)).toEqual({ ok: false, brokenAt: 2 });
});

test('An append that never gets a number says that the service does not answer', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
  onTestFinished(() => void vi.restoreAllMocks());
  const contended = intercept(options, async (command, pass) => {
    if (command instanceof PutCommand)
      throw new ConditionalCheckFailedException({ message: 'taken', $metadata: {} });
    return pass();
  });
  const append = createAudit(contended).append(anEntry(randomUUID()));
  await expect(append).rejects.toMatchObject({ status: 503, retryable: true });
});
