import { heldEventIdOf } from '@labsecure/contracts/identity';
import { describe, expect, test } from 'vitest';
import { aBody, deliveryOf, type TestDelivery } from '../testing/deliveries.ts';
import { createMemoryWorld, type MemoryWorld } from '../testing/memory-world.ts';
import { aPatient, johnSmith } from '../testing/people.ts';
import { createFailSubmission } from './end-submission.ts';
import type { ProcessPorts } from './ports.ts';
import { createProcessSubmission } from './process-submission.ts';

const john = aPatient();
const maria = aPatient({ patient_id: 'P234567', given_name: 'Maria', family_name: 'Garcia' });
/** Nobody is registered under the id, and the name is nearly John's. */
const doubtful = (over: Record<string, unknown> = {}) =>
  deliveryOf(aBody({ patient_id: 'X-1', patient: { ...johnSmith, name: 'J Smith' }, ...over }));

const run = (world: MemoryWorld, { submission }: TestDelivery, ports: ProcessPorts = world.ports) =>
  createProcessSubmission(ports)(submission.result_id, submission.submission_id);
const stateOf = (world: MemoryWorld, { submission }: TestDelivery) =>
  world.states.get(submission.submission_id);
const kinds = (world: MemoryWorld) => world.published.map(({ kind }) => kind);

test('When it is not clear whose it is, nobody sees it, it waits for staff, and the lab is told without being told whom', async () => {
  const delivery = doubtful();
  const world = createMemoryWorld([delivery], [john]);
  const { submission_id } = delivery.submission;
  expect(await run(world, delivery)).toBe('HELD');
  expect(world.visibleTo('P123456')).toEqual([]);
  expect(world.history()).toEqual([]);
  expect([world.held.size, world.unfinished.size]).toEqual([1, 0]);
  expect(stateOf(world, delivery)).toMatchObject({
    state: 'HELD',
    problems: [{ code: 'W_PATIENT_REVIEW' }],
  });
  expect(world.published).toMatchObject([
    { kind: 'submission-held', event_id: heldEventIdOf(submission_id) },
  ]);
  expect(JSON.stringify([world.published, stateOf(world, delivery)])).not.toMatch(/P123456|Smith|1985/);
  expect(world.reviews.get(submission_id)).toMatchObject({
    sent: { id: 'X-1', name: 'J Smith', birth_date: '1985-03-15' },
    candidates: [
      { patient_id: 'P123456', basis: 'likeness', likeness: 0.9, name: 'alike', birth_date: 'same' },
    ],
  });
});

test('When the worker dies before the administrator is told, or before it is marked as held, the next tells them, under the same event id', async () => {
  const delivery = doubtful();
  const world = createMemoryWorld([delivery], [john]);
  const dying = async () => Promise.reject(new Error('killed'));
  await expect(run(world, delivery, { ...world.ports, publish: dying })).rejects.toThrow('killed');
  expect(stateOf(world, delivery)?.state).toBe('PROCESSING');
  await expect(run(world, delivery, { ...world.ports, hold: dying })).rejects.toThrow('killed');
  expect(await run(world, delivery)).toBe('HELD');
  expect(kinds(world)).toEqual(['submission-held', 'submission-held']);
  expect(world.eventIds()).toHaveLength(1);
});

test('When it is delivered again while it is held, it stays held, also where a replay had put it among the pending ones', async () => {
  const delivery = doubtful();
  const world = createMemoryWorld([delivery], [john]);
  await run(world, delivery);
  world.held.clear();
  world.unfinished.add(delivery.submission.submission_id);
  world.registry.clear();
  expect(await run(world, delivery)).toBe('HELD');
  expect([world.held.size, world.unfinished.size]).toEqual([1, 0]);
  expect(world.published).toHaveLength(1);
});

test('When staff say whose it is, that patient sees it, and the record says so', async () => {
  const delivery = doubtful();
  const world = createMemoryWorld([delivery], [john, maria]);
  await run(world, delivery);
  world.release(delivery.submission.submission_id, 'P234567');
  expect(await run(world, delivery)).toBe('READY');
  expect(world.visibleTo('P234567')).toMatchObject([{ patient_id: 'P234567' }]);
  expect(world.visibleTo('P123456')).toEqual([]);
  expect(stateOf(world, delivery)).toMatchObject({ state: 'READY', patient_id: 'P234567' });
  expect(world.published).toMatchObject([
    { kind: 'submission-held' },
    { kind: 'result-visible', patient_id: 'P234567' },
  ]);
});

test('When staff say that it is nobody’s, it is rejected and the lab is told', async () => {
  const delivery = doubtful();
  const world = createMemoryWorld([delivery], [john]);
  await run(world, delivery);
  world.release(delivery.submission.submission_id);
  expect(await run(world, delivery)).toBe('REJECTED');
  expect(stateOf(world, delivery)?.problems).toMatchObject([{ code: 'E_PATIENT_UNKNOWN' }]);
  expect(kinds(world)).toEqual(['submission-held', 'submission-ended']);
  expect(world.history()).toEqual([]);
});

test('When its message is given up while it is held, it stays held; once staff have decided, it may fail', async () => {
  const delivery = doubtful();
  const world = createMemoryWorld([delivery], [john]);
  const { result_id, submission_id } = delivery.submission;
  const fail = createFailSubmission(world.ports);
  await run(world, delivery);
  expect(await fail(result_id, submission_id, 'why')).toBe(false);
  world.release(submission_id, 'P123456');
  expect(await fail(result_id, submission_id, 'why')).toBe(true);
  expect(await run(world, delivery)).toBe('READY');
});

test('When nobody is like the person, they become known under the id, and whoever has it later sees nothing of another', async () => {
  const first = deliveryOf(aBody({ patient_id: 'X-1', patient: johnSmith }));
  const other = { name: 'Ana Cruz', date_of_birth: '1990-07-22' };
  const second = deliveryOf(aBody({ patient_id: 'X-1', patient: other, accession_number: 'A-2' }));
  const world = createMemoryWorld([first, second]);
  expect(await run(world, first)).toBe('READY');
  expect(stateOf(world, first)?.problems.map(({ code }) => code)).toContain('W_NO_PATIENT');
  expect(world.registry.get('X-1')).toMatchObject({ provisional: true, birth_date: '1985-03-15' });
  expect(await run(world, second)).toBe('HELD');
  expect(world.visibleTo('X-1')).toHaveLength(1);
});

test('When a person is known from reports alone, no more than the report itself says of them is used', async () => {
  const results = [{ test_code: 'HGB', value: 13.2, unit: 'g/dL' }];
  const first = deliveryOf(aBody({ patient_id: 'X-1', patient: johnSmith }));
  const second = deliveryOf(aBody({ patient_id: 'X-1', accession_number: 'A-2', results }));
  const world = createMemoryWorld([first, second]);
  await run(world, first);
  await run(world, second);
  const [observation] =
    world.visibleTo('X-1').find((one) => one.accession_number === 'A-2')?.observations ?? [];
  expect(observation).toMatchObject({ code: 'HGB' });
  expect(observation?.range).toBeUndefined();
});

describe('What was decided first stands', () => {
  const blind = (world: MemoryWorld): ProcessPorts => ({
    ...world.ports,
    alike: async () => ({ patients: [], complete: true }),
  });
  const certain = deliveryOf(aBody({ patient_id: 'X-1', patient: johnSmith }));
  const places = (world: MemoryWorld) => ['P123456', 'X-1'].map((id) => world.visibleTo(id).length);

  test.each([
    ['the one who sees the index', false, [1, 0]],
    ['the one who does not', true, [0, 1]],
  ] as const)('When %s decides first, the other follows', async (_who, blindFirst, expected) => {
    const world = createMemoryWorld([certain], [john]);
    const dying = async () => Promise.reject(new Error('killed'));
    const first = blindFirst ? blind(world) : world.ports;
    await expect(run(world, certain, { ...first, putVersion: dying })).rejects.toThrow('killed');
    expect(await run(world, certain, blindFirst ? world.ports : blind(world))).toBe('READY');
    expect(places(world)).toEqual(expected);
  });

  test('When one found nobody and another left it to staff meanwhile, it is held', async () => {
    const delivery = doubtful();
    const world = createMemoryWorld([delivery], [john]);
    const slow: ProcessPorts = {
      ...blind(world),
      addProvisional: async (patient) => {
        await run(world, delivery);
        return world.ports.addProvisional(patient);
      },
    };
    expect(await run(world, delivery, slow)).toBe('HELD');
    expect(world.history()).toEqual([]);
    expect(world.held.size).toBe(1);
  });

  test('When the registry changes after the decision, a second delivery follows the decision', async () => {
    const world = createMemoryWorld([certain], [john]);
    const dying = async () => Promise.reject(new Error('killed'));
    await expect(run(world, certain, { ...world.ports, project: dying })).rejects.toThrow('killed');
    world.registry.set('P123456', { ...john, birth_date: '1961-11-02' });
    const looking = async () => Promise.reject(new Error('looked at anew'));
    expect(await run(world, certain, { ...world.ports, linkedTo: looking })).toBe('READY');
    expect(places(world)).toEqual([1, 0]);
    expect(world.registry.has('X-1')).toBe(false);
  });

  test('When it was found to be nobody’s and the worker died, it is rejected, whatever the registry says now', async () => {
    const delivery = deliveryOf(aBody({ patient: { date_of_birth: '1999-01-01' } }));
    const world = createMemoryWorld([delivery], [john]);
    const dying = async () => Promise.reject(new Error('killed'));
    await expect(run(world, delivery, { ...world.ports, publish: dying })).rejects.toThrow('killed');
    world.registry.set('P123456', { ...john, birth_date: '1999-01-01' });
    expect(await run(world, delivery)).toBe('REJECTED');
    expect(stateOf(world, delivery)?.problems).toMatchObject([{ code: 'E_PATIENT_MISMATCH' }]);
  });
});

describe('A correction of what is held', () => {
  const hers = { name: 'Maria Garcia', date_of_birth: '1985-03-15' };
  const first = doubtful();
  const correction = doubtful({
    patient_id: 'P234567',
    patient: hers,
    status: 'corrected',
    reported_at: '2024-01-16T08:00:00Z',
  });
  const id = first.submission.submission_id;
  const steps = {
    first: (world: MemoryWorld) => run(world, first),
    correction: (world: MemoryWorld) => run(world, correction),
    release: async (world: MemoryWorld) => world.release(id, 'P123456'),
  };

  test.each([
    ['first', 'correction', 'release', 'first'],
    ['first', 'release', 'correction', 'first'],
    ['first', 'release', 'first', 'correction'],
    ['correction', 'first', 'release', 'first'],
    ['first', 'correction', 'release', 'first', 'correction', 'first'],
  ] as const)('ends in the same view: %s, %s, %s, %s', async (...order) => {
    const world = createMemoryWorld([first, correction], [john, maria]);
    for (const step of order) await steps[step](world);
    expect(world.visibleTo('P123456')).toEqual([]);
    expect(world.visibleTo('P234567')).toMatchObject([{ corrected: true }]);
    expect(world.history()).toHaveLength(2);
    expect([...world.states.values()].map(({ state }) => state)).toEqual(['READY', 'READY']);
    expect(new Set(world.published.map(({ event_id }) => event_id)).size).toBeLessThanOrEqual(3);
  });
});
