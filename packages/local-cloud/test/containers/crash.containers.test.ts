import { setTimeout as pause } from 'node:timers/promises';
import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serviceNames } from '../../src/system/service-settings.ts';
import { bloodCount, type TestLab } from '../lab.ts';
import {
  allTold,
  aws,
  type ContainerName,
  containerOf,
  crash,
  healthy,
  lab001,
  mailsTo,
  prefix,
  urls,
} from './stack.ts';

const maria = 'maria.garcia@example.com';
const dynamodb = new DynamoDBClient(aws);
let lab: TestLab;

beforeAll(async () => {
  lab = await lab001();
});
afterAll(() => dynamodb.destroy());

const patience = { timeout: 180_000, interval: 500 };

/** Sends so many results, some at a time, while something happens to the system. */
const whileResultsFlow = async (
  name: string,
  count: number,
  happening: () => Promise<void>,
): Promise<string[]> => {
  const accepted: string[] = [];
  let next = 0;
  const send = async (): Promise<void> => {
    while (next < count) {
      const accession = `${name}-${next++}`;
      accepted.push((await lab.deliver(bloodCount(accession))).result_id);
      await pause(200);
    }
  };
  await Promise.all([happening(), send(), send(), send(), send()]);
  return accepted;
};

const versionsOf = async (result_id: string): Promise<number> => {
  const { Count = 0 } = await dynamodb.send(
    new QueryCommand({
      TableName: `${prefix}result-versions`,
      KeyConditionExpression: 'result_id = :id',
      ExpressionAttributeValues: { ':id': { S: result_id } },
    }),
  );
  return Count;
};

/** Stops it as a person does, sees it end well, and starts it again. */
const restart = async (service: ContainerName): Promise<void> => {
  const container = await containerOf(service);
  await container.stop();
  expect((await container.inspect()).State.ExitCode, service).toBe(0);
  await container.start();
  await healthy(service);
};

/** Each is READY, by one submission, in one version. */
const expectAllOnce = async (accepted: string[], count: number): Promise<void> => {
  expect(new Set(accepted).size).toBe(count);
  for (const result_id of accepted) {
    const { status, submissions } = await lab.ended(result_id, 150_000);
    expect(status).toBe('READY');
    expect(submissions).toHaveLength(1);
    expect(await versionsOf(result_id)).toBe(1);
  }
};

test('When each service is killed in turn while 200 results flow, then it comes back by itself, none is lost, none comes twice', async () => {
  await allTold();
  const before = (await mailsTo(maria)).length;
  const accepted = await whileResultsFlow('CRASH', 200, async () => {
    for (const service of serviceNames) {
      await pause(1500);
      await crash(service);
    }
  });
  const restarts = async (service: ContainerName): Promise<number> =>
    (await (await containerOf(service)).inspect()).RestartCount;
  for (const service of serviceNames) {
    await expect.poll(() => restarts(service), { ...patience, message: service }).toBeGreaterThanOrEqual(1);
    await healthy(service);
  }
  await expectAllOnce(accepted, 200);
  await allTold();
  const sent = async (): Promise<number> => (await mailsTo(maria)).length - before;
  expect(await sent()).toBeGreaterThanOrEqual(200);
  // Notify has at most 8 e-mails in hand when it is killed; one sent but not yet recorded is sent again (ADR 3).
  expect(await sent()).toBeLessThanOrEqual(208);
}, 900_000);

test('When each service is restarted in turn while results flow, then it ends by itself in time and nothing is lost', async () => {
  const before = (await mailsTo(maria)).length;
  const accepted = await whileResultsFlow('RESTART', 100, async () => {
    for (const service of serviceNames) await restart(service);
  });
  await expectAllOnce(accepted, 100);
  await expect.poll(async () => (await mailsTo(maria)).length - before, patience).toBe(100);
}, 900_000);

test('When LocalStack stands still for ten seconds, then everything goes on as soon as it does', async () => {
  const localstack = await containerOf('localstack');
  const accepted = await whileResultsFlow('PAUSE', 60, async () => {
    await pause(1000);
    await localstack.pause();
    await pause(10_000);
    await localstack.unpause();
  });
  for (const service of serviceNames) await healthy(service);
  await expectAllOnce(accepted, 60);
}, 900_000);

test('When the login is started anew, then its keys are the same, and so tokens and sign-ins are still good', async () => {
  const keys = async (): Promise<string> => (await fetch(`${urls.login}/.well-known/jwks.json`)).text();
  const before = await keys();
  await restart('login');
  expect(await keys()).toBe(before);
});
