import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { startTables } from '../test/tables.ts';
import { createNotifications } from './notifications.ts';

const options = await startTables();
const notifications = createNotifications(options);

const anEvent = () => ({ event_id: randomUUID(), patient_id: randomUUID() });
const recordOf = async ({ patient_id }: { patient_id: string }) =>
  (await notifications.ofPatient(patient_id))[0];

test('Of many workers that claim an event at once, one gets it and the others are told to wait', async () => {
  const event = anEvent();
  const claims = await Promise.all(Array.from({ length: 10 }, () => notifications.claim(event, 60)));
  expect(claims.filter((claim) => claim === 'ours')).toHaveLength(1);
  expect(claims.filter((claim) => claim === 'busy')).toHaveLength(9);
  expect(await recordOf(event)).toStrictEqual({
    ...event,
    channel: 'email',
    outcome: 'SENDING',
    attempts: 1,
    created_at: expect.any(String),
    updated_at: expect.any(String),
    lease_until: expect.any(String),
  });
});

test.each(['SENT', 'FAILED', 'NO_CONTACT', 'OPTED_OUT'] as const)(
  'An event that ended %s is done',
  async (outcome) => {
    const event = anEvent();
    await notifications.claim(event, 60);
    await notifications.conclude(event, { outcome });
    expect(await notifications.claim(event, 60)).toBe('done');
    expect((await recordOf(event))?.outcome).toBe(outcome);
  },
);

test('An attempt to be made again is anyone’s, and the record counts it and keeps its beginning', async () => {
  const event = anEvent();
  await notifications.claim(event, 60);
  const first = await recordOf(event);
  await notifications.conclude(event, { outcome: 'RETRYING', reason: 'throttled' });
  expect((await recordOf(event))?.reason).toBe('throttled');
  expect(await notifications.claim(event, 60)).toBe('ours');
  await notifications.conclude(event, { outcome: 'SENT', provider_message_id: 'm-1' });
  expect(await recordOf(event)).toStrictEqual({
    ...event,
    channel: 'email',
    outcome: 'SENT',
    attempts: 2,
    provider_message_id: 'm-1',
    created_at: first?.created_at,
    updated_at: expect.any(String),
  });
});

test('A worker that died over an event holds it only as long as its lease', async () => {
  const event = anEvent();
  expect(await notifications.claim(event, -1)).toBe('ours');
  expect(await notifications.claim(event, 60)).toBe('ours');
  expect(await notifications.claim(event, 60)).toBe('busy');
});

test('A worker whose lease ran out does not reopen what another has sent', async () => {
  const event = anEvent();
  await notifications.claim(event, -1);
  await notifications.claim(event, 60);
  await notifications.conclude(event, { outcome: 'SENT', provider_message_id: 'm-1' });
  await notifications.conclude(event, { outcome: 'RETRYING', reason: 'timeout' });
  expect(await notifications.claim(event, 60)).toBe('done');
  expect(await recordOf(event)).toMatchObject({ outcome: 'SENT', provider_message_id: 'm-1' });
});

test('An event without a patient, for a laboratory, is claimed and concluded like any other', async () => {
  const event = { event_id: randomUUID() };
  expect(await notifications.claim(event, 60)).toBe('ours');
  await notifications.conclude(event, { outcome: 'SENT' });
  expect(await notifications.claim(event, 60)).toBe('done');
});

test("A patient's notifications come newest first", async () => {
  const patient_id = randomUUID();
  const events = [0, 1, 2].map(() => ({ event_id: randomUUID(), patient_id }));
  for (const event of events) {
    await notifications.claim(event, 60);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  const listed = await notifications.ofPatient(patient_id);
  expect(listed.map(({ event_id }) => event_id)).toEqual(events.map(({ event_id }) => event_id).reverse());
});
