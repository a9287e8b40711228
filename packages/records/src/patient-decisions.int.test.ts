import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { startHeld } from '../test/held.ts';
import { intercept } from '../test/intercept.ts';
import { createPatientDecisions } from './patient-decisions.ts';

const { options, submissions, decisions, recorded } = await startHeld();

const decided = (ids: { result_id: string; submission_id: string }, basis: 'new' | 'identifier' = 'new') => ({
  ...ids,
  patient_id: randomUUID(),
  basis,
  decided_at: '2024-01-15T15:00:01.000Z',
});

test('What is decided first stands, whoever decides what afterwards and at once', async () => {
  const { ids, review } = await recorded();
  const all = await Promise.all([
    decisions.decide(decided(ids)),
    decisions.decide(decided(ids, 'identifier')),
    decisions.hold(review),
    decisions.decide(decided(ids)),
  ]);
  const standing = (await submissions.find(ids.result_id, ids.submission_id))?.recognition;
  expect(standing).toBeDefined();
  for (const answer of all) expect(answer).toStrictEqual(standing);
});

test('What staff need is there before it is held', async () => {
  const { ids, review } = await recorded();
  const seen: unknown[] = [];
  const watching = intercept(options, async (command, pass) => {
    if (command instanceof PutCommand) seen.push(command.input.Item?.submission_id);
    return pass();
  });
  expect(await createPatientDecisions(watching).hold(review)).toBe('held');
  expect(seen).toEqual([`${ids.submission_id}#review`, `${ids.submission_id}#patient`]);
});
