import { digestOf } from '@labsecure/contracts/identity';
import type { Lab } from '@labsecure/contracts/labs';
import { expect, test } from 'vitest';
import { aBody } from '../testing/bodies.ts';
import { csvTable } from '../testing/same-report.ts';
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
    firstReceiptOf: async (_lab, _digest, receivedAt) => receivedAt,
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

const table = csvTable(['A-1'], ['A-2', ''], ['A-3'], ['A-4']);
const several = {
  lab,
  bytes: Buffer.from(table),
  media_type: 'text/csv',
  received_at: new Date('2024-02-15T11:00:00Z'),
};

/** Ports that note each step with the accession's own part of its key; the named step of one result fails. */
const notingEach = (failing?: string) => {
  const calls: string[] = [];
  const places = new Map<string, number>();
  const step = async (name: string, resultId: string): Promise<void> => {
    const place = places.get(resultId) ?? places.size;
    places.set(resultId, place);
    await Promise.resolve();
    calls.push(`${name} ${place}`);
    if (`${name} ${place}` === failing) throw new Error('is down');
  };
  const ports: AcceptPorts = {
    claimIdempotencyKey: async () => 'ours',
    firstReceiptOf: async (_lab, _digest, receivedAt) => receivedAt,
    storeRaw: (key) => step('bytes', key.split('/').at(-2) ?? ''),
    recordSubmission: ({ result_id }) => step('fact', result_id),
    announce: ({ result_id }) => step('message', result_id),
  };
  return { calls, ports };
};
const callsOf = (calls: string[], place: number) =>
  calls.filter((call) => call.endsWith(` ${place}`)).map((call) => call.split(' ')[0]);

test('Of several results, each that can be taken goes its way in order, and the others nowhere', async () => {
  const { calls, ports } = notingEach();
  const answer = await createAcceptSubmission(ports)(several);
  expect(answer).toMatchObject({ accepted: 3, refused: 1 });
  expect(calls).toHaveLength(9);
  for (const place of [0, 1, 2]) expect(callsOf(calls, place)).toEqual(['bytes', 'fact', 'message']);
});

test.each(['bytes', 'fact', 'message'])(
  'When the %s of one result cannot be kept, there is no 202, and of no result a step goes before another',
  async (step) => {
    const { calls, ports } = notingEach(`${step} 1`);
    await expect(createAcceptSubmission(ports)(several)).rejects.toThrow('is down');
    expect(callsOf(calls, 1).at(-1)).toBe(step);
    const inOrder = ['bytes', 'fact', 'message'];
    for (const place of [0, 1, 2]) {
      const done = callsOf(calls, place);
      expect(done).toEqual(inOrder.slice(0, done.length));
    }
  },
);

test('A key is claimed once for the whole body, before anything of it is kept', async () => {
  const { calls, ports } = notingEach();
  const claims: string[] = [];
  const claimIdempotencyKey: AcceptPorts['claimIdempotencyKey'] = async (labId, key, digest) => {
    claims.push(`${labId} ${key} ${digest === digestOf(several.bytes)} ${calls.length}`);
    return 'ours';
  };
  const delivery = { ...several, idempotency_key: 'k1' };
  await createAcceptSubmission({ ...ports, claimIdempotencyKey })(delivery);
  expect(claims).toEqual(['LAB001 k1 true 0']);
});

test('A result without a date goes by the first receipt of its body, and no other body is asked about', async () => {
  const asked: string[] = [];
  const kept: string[] = [];
  const { ports } = noting();
  const accept = createAcceptSubmission({
    ...ports,
    firstReceiptOf: async (_lab, digest) => {
      asked.push(digest);
      return '2024-01-01T00:00:00.000Z';
    },
    recordSubmission: async ({ first_received_at, raw_key }) =>
      void kept.push(`${first_received_at} ${raw_key.slice(0, 21)}`),
  });
  const bytes = Buffer.from('{"patient_id": 1, "sample_id": 2, "result": "fine"}');
  await accept({ ...several, bytes, media_type: 'application/json' });
  await accept(several);
  expect(asked).toEqual([digestOf(bytes)]);
  expect(kept[0]).toBe('2024-01-01T00:00:00.000Z raw/LAB001/2024/01/01');
  expect(kept.slice(1).every((fact) => fact.startsWith('undefined '))).toBe(true);
});
