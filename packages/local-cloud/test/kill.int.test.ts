import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type System, startSystem } from '../src/system/system.ts';
import { bloodCount, type TestLab, testLab } from './lab.ts';

let system: System;
let lab: TestLab;
const results = 60;

beforeAll(async () => {
  system = await startSystem({
    freePorts: true,
    quiet: true,
    settings: {
      processor: { RECONCILE_EVERY_SECONDS: '1', RECONCILE_AFTER_SECONDS: '3' },
      // One e-mail in hand at a time, so that one kill can touch one e-mail.
      notify: { WORKER_CONCURRENCY: '1' },
    },
  });
  lab = await testLab(system);
}, 120_000);

afterAll(() => system?.stop(), 60_000);

const mails = async () =>
  (await system.cloud.mailbox.messages()).filter(({ destination }) =>
    destination.to.includes('maria.garcia@example.com'),
  );

test('When ingest, processor and notify are killed in turn while results flow, then none is lost, none comes twice', async () => {
  const killing = (async () => {
    for (const name of ['processor', 'ingest', 'notify', 'processor', 'ingest'] as const) {
      await pause(700);
      system.services[name].kill('SIGKILL');
    }
  })();
  const accepted: string[] = [];
  for (let number = 0; number < results; number += 1) {
    const { result_id } = await lab.deliver(bloodCount(`KILL-${number}`));
    accepted.push(result_id);
    await pause(40);
  }
  await killing;

  for (const result_id of accepted) {
    const { status, submissions } = await lab.ended(result_id, 120_000);
    expect(status).toBe('READY');
    expect(submissions).toHaveLength(1);
  }
  expect(new Set(accepted).size).toBe(results);

  await expect
    .poll(async () => (await mails()).length, { timeout: 120_000, interval: 250 })
    .toBeGreaterThanOrEqual(results);
  await pause(2000);
  // A kill between the mail provider's answer and its record sends that one e-mail again (ADR 3); there was one such kill.
  expect((await mails()).length).toBeLessThanOrEqual(results + 1);
}, 480_000);
