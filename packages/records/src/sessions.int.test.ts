import { randomUUID } from 'node:crypto';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { startTables } from '../test/tables.ts';
import { createSessions } from './sessions.ts';

const options = await startTables();
const sessions = createSessions<{ subject: string }>(options);

const inAnHour = () => new Date(Date.now() + 3_600_000);
const scan = async () =>
  (await options.documents.send(new ScanCommand({ TableName: `${options.prefix}sessions` }))).Items ?? [];

test('A session comes back as it was last set, by its id', async () => {
  const id = randomUUID();
  await sessions.set(id, { subject: 'a' }, inAnHour());
  await sessions.set(id, { subject: 'b' }, inAnHour());
  expect(await sessions.get(id)).toEqual({ subject: 'b' });
  expect(await sessions.get(randomUUID())).toBeUndefined();
});

test('The table holds no session id, and an expiry DynamoDB understands', async () => {
  const id = randomUUID();
  const expiresAt = inAnHour();
  await sessions.set(id, { subject: 'a' }, expiresAt);
  const items = await scan();
  expect(JSON.stringify(items)).not.toContain(id);
  expect(items.map(({ expires_at }) => expires_at)).toContain(Math.floor(expiresAt.getTime() / 1000));
});

test('An expired session is not there, before DynamoDB removes it', async () => {
  const id = randomUUID();
  await sessions.set(id, { subject: 'a' }, new Date(Date.now() - 1000));
  expect(await sessions.get(id)).toBeUndefined();
});

test('An ended session is gone, and no request still under way brings it back', async () => {
  const id = randomUUID();
  await sessions.set(id, { subject: 'a' }, inAnHour());
  await sessions.destroy(id);
  await sessions.destroy(id);
  expect(await sessions.get(id)).toBeUndefined();
  await sessions.set(id, { subject: 'a' }, inAnHour());
  expect(await sessions.get(id)).toBeUndefined();
});
