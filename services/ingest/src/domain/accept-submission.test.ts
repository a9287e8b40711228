import type { Lab } from '@labsecure/contracts/records';
import { expect, test } from 'vitest';
import { aBody } from '../testing/bodies.ts';
import { type AcceptPorts, createAcceptSubmission } from './accept-submission.ts';

const lab: Lab = {
  lab_id: 'LAB001',
  name: 'Quest Diagnostics',
  client_id: 'c1',
  time_zone: 'America/New_York',
  active: true,
};
const deliver = (ports: AcceptPorts, body: object) =>
  createAcceptSubmission(ports)({
    lab,
    bytes: Buffer.from(JSON.stringify(body)),
    media_type: 'application/json',
    idempotency_key: 'k1',
    received_at: new Date('2024-01-15T11:00:00Z'),
  });

const steps = ['claimIdempotencyKey', 'storeRaw', 'recordSubmission', 'announce'] as const;

/** Ports that write down what is called, the named one failing. */
const noting = (failing?: (typeof steps)[number]) => {
  const calls: string[] = [];
  const step = async (name: (typeof steps)[number]): Promise<void> => {
    calls.push(name);
    if (name === failing) throw new Error(`${name} is down`);
  };
  const ports: AcceptPorts = {
    claimIdempotencyKey: async () => {
      await step('claimIdempotencyKey');
      return 'ours';
    },
    storeRaw: () => step('storeRaw'),
    recordSubmission: () => step('recordSubmission'),
    announce: () => step('announce'),
  };
  return { calls, ports };
};

test('The bytes are kept before the fact that speaks of them, and the fact before the message', async () => {
  const { calls, ports } = noting();
  await deliver(ports, aBody());
  expect(calls).toEqual(steps);
});

test.each(steps)('When %s fails, the lab gets no 202 and nothing after it is done', async (failing) => {
  const { calls, ports } = noting(failing);
  await expect(deliver(ports, aBody())).rejects.toThrow('is down');
  expect(calls).toEqual(steps.slice(0, steps.indexOf(failing) + 1));
});

test('When a body is refused, nothing at all is done', async () => {
  const { calls, ports } = noting();
  await expect(deliver(ports, aBody({ results: [] }))).rejects.toMatchObject({ status: 422 });
  await expect(deliver(ports, aBody({ lab_id: 'LAB002' }))).rejects.toMatchObject({ status: 403 });
  expect(calls).toEqual([]);
});

test('When the key stands for another body, nothing is stored or sent', async () => {
  const { calls, ports } = noting();
  const taken: AcceptPorts = { ...ports, claimIdempotencyKey: async () => 'taken' };
  await expect(deliver(taken, aBody())).rejects.toMatchObject({
    status: 422,
    code: 'E_IDEMPOTENCY_KEY_REUSED',
  });
  expect(calls).toEqual([]);
});

test("The lab's name is the registry's, whatever the body calls itself", async () => {
  const names: string[] = [];
  const { ports } = noting();
  const recordSubmission: AcceptPorts['recordSubmission'] = async ({ lab_name }) => void names.push(lab_name);
  await deliver({ ...ports, recordSubmission }, aBody({ lab_name: 'Mayo Clinic Labs' }));
  expect(names).toEqual(['Quest Diagnostics']);
});
