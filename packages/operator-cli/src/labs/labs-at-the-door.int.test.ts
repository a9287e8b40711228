import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createOperator, type Operator } from '../../test/operator.ts';
import { aBody, type Platform, startPlatform } from '../../test/platform.ts';
import { createLabsProgram } from './labs-program.ts';

let platform: Platform;
let operator: Operator;

beforeAll(async () => {
  platform = await startPlatform();
  operator = await createOperator(createLabsProgram, platform.cloud.env);
});
afterAll(async () => {
  await operator.remove();
  await platform.stop();
});

/** Ingest remembers a lab for some seconds. */
const patience = { timeout: 60_000, interval: 250 };

const statusOf = async (client: string) => (await platform.send(aBody({ lab_id: 'LAB020' }), client)).status;

test('A lab that was added submits by each of its clients at once; shut out, by none within seconds', {
  timeout: 300_000,
}, async () => {
  const least = ['--name', 'Riverside', '--time-zone', 'America/New_York'];
  await operator.run(['add', 'LAB020', ...least, '--client', 'door-1', '--client', 'door-2']);
  expect([await statusOf('door-1'), await statusOf('door-2')]).toEqual([202, 202]);

  await operator.run(['disable', 'LAB020']);
  for (const client of ['door-1', 'door-2'])
    await vi.waitFor(async () => expect(await statusOf(client)).toBe(403), patience);

  await operator.run(['enable', 'LAB020']);
  await operator.run(['add', 'LAB020', '--update', '--client', 'door-1']);
  await vi.waitFor(async () => expect(await statusOf('door-1')).toBe(202), patience);
  await vi.waitFor(async () => expect(await statusOf('door-2')).toBe(403), patience);
});

test('A client that no lab has is not let in', async () => {
  expect(await statusOf('door-0')).toBe(403);
});
