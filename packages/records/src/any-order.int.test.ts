import { randomUUID } from 'node:crypto';
import type { ResultVersion } from '@labsecure/contracts/records';
import type { ResultStatus } from '@labsecure/contracts/vocabulary';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aVersion } from '../test/samples.ts';
import { startTables } from '../test/tables.ts';
import { createResultReader } from './reader.ts';
import { createResultWriter } from './writer.ts';

const options = await startTables();
const reader = createResultReader(options);
const writer = createResultWriter(options);

/** What a worker does with a version, one step at a time, so that others can get in between. */
async function* work(mine: ResultVersion): AsyncGenerator<void> {
  yield await writer.putVersion(mine);
  const all = await writer.allVersions(mine.result_id);
  yield;
  const current = all.at(-1) ?? mine;
  yield void (await writer.project(current));
  const others = new Set(all.map(({ patient_id }) => patient_id).filter((id) => id !== current.patient_id));
  for (const patient_id of others)
    yield void (await writer.withdraw(patient_id, current.result_id, current.version));
}

/** Takes the workers' steps in the order their numbers come, then lets those end that did not die. */
const interleave = async (
  workers: AsyncGenerator<void>[],
  order: number[],
  dead: number[] = [],
): Promise<void> => {
  for (const index of order) await workers[index]?.next();
  for (const [index, worker] of workers.entries())
    if (!dead.includes(index)) for await (const _step of worker);
};

/** Every patient's view of the result. */
const views = async (result_id: string, patients: string[]): Promise<Record<string, unknown>> => {
  const seen: Record<string, unknown> = {};
  for (const patient_id of patients) {
    const result = await reader.resultOf(patient_id, result_id);
    const { items } = await reader.listResults(patient_id, { limit: 10 });
    seen[patient_id] = { version: result?.version, listed: items.map(({ version }) => version) };
  }
  return seen;
};

/** One result, its versions an hour apart, each for the patient named. */
const story = (tellings: [ResultStatus, string][]) => {
  const result_id = randomUUID();
  const people = new Map(tellings.map(([, person]) => [person, `${person}-${randomUUID()}`]));
  const versions = tellings.map(([status, person], hour) =>
    aVersion({
      result_id,
      status,
      patient_id: people.get(person) ?? person,
      reported_at: `2024-01-15T0${hour}:00:00Z`,
    }),
  );
  const newest = versions.at(-1);
  const expected = Object.fromEntries(
    [...people.values()].map((patient_id) => [
      patient_id,
      patient_id === newest?.patient_id
        ? { version: newest.version, listed: [newest.version] }
        : { version: undefined, listed: [] },
    ]),
  );
  return { result_id, patients: [...people.values()], versions, expected };
};

/** Every way to merge `left` steps of worker 0 with `right` steps of worker 1. */
const merges = (left: number, right: number): number[][] => {
  if (left === 0 || right === 0) return [[...Array(left).fill(0), ...Array(right).fill(1)]];
  return [
    ...merges(left - 1, right).map((rest) => [0, ...rest]),
    ...merges(left, right - 1).map((rest) => [1, ...rest]),
  ];
};

const stories = {
  'preliminary, final, corrected': [
    ['preliminary', 'anna'],
    ['final', 'anna'],
    ['corrected', 'anna'],
  ],
  'a correction that moves the result to another patient': [
    ['preliminary', 'anna'],
    ['final', 'anna'],
    ['corrected', 'ben'],
  ],
  'a result that moves to another patient and back': [
    ['final', 'anna'],
    ['corrected', 'ben'],
    ['corrected', 'anna'],
  ],
  'a result that is entered in error for another patient': [
    ['final', 'anna'],
    ['entered-in-error', 'ben'],
    ['corrected', 'cleo'],
  ],
} satisfies Record<string, [ResultStatus, string][]>;

describe.each(Object.entries(stories))('%s', (_name, tellings) => {
  test('End in the same view in all six orders, one after the other', async () => {
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ];
    for (const order of orders) {
      const { result_id, versions, patients, expected } = story(tellings);
      for (const index of order) for await (const _step of work(versions[index] ?? aVersion()));
      expect(await views(result_id, patients), `order ${order}`).toEqual(expected);
    }
  });

  test('End in the same view when each is delivered twice at once and one worker of each dies anywhere', async () => {
    const steps = [0, 1, 2, 3, 4, 5].flatMap((worker) => Array<number>(5).fill(worker));
    const interleavings = fc.shuffledSubarray(steps, { minLength: steps.length - 6 });
    await fc.assert(
      fc.asyncProperty(interleavings, async (order) => {
        const { result_id, versions, patients, expected } = story(tellings);
        await interleave([...versions, ...versions].map(work), order, [3, 4, 5]);
        expect(await views(result_id, patients)).toEqual(expected);
      }),
      { numRuns: 12 },
    );
  });
});

test.each([
  ['preliminary, final, corrected', 3],
  ['a correction that moves the result to another patient', 4],
] as const)(
  '%s: end in the same view however two workers interleave on the last two',
  async (name, steps) => {
    for (const order of merges(steps, steps)) {
      const { result_id, versions, patients, expected } = story(stories[name]);
      const [first, ...lastTwo] = versions;
      for await (const _step of work(first ?? aVersion()));
      await interleave(lastTwo.map(work), order);
      expect(await views(result_id, patients), `order ${order}`).toEqual(expected);
    }
  },
);
