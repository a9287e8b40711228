import type { Lab } from '@labsecure/contracts/labs';
import { expect, test } from 'vitest';
import { createLabRegistry } from './lab-registry.ts';

const lab: Lab = {
  lab_id: 'LAB001',
  name: 'Quest Diagnostics',
  client_id: 'c1',
  time_zone: 'America/New_York',
  active: true,
};

const counted = (answer: () => Promise<Lab | undefined>) => {
  const calls: string[] = [];
  let now = 0;
  const find = createLabRegistry(
    (client) => {
      calls.push(client);
      return answer();
    },
    5000,
    () => now,
  );
  return { calls, find, later: (ms: number) => (now += ms) };
};

test('When many ask for the same lab at once, the registry is asked once', async () => {
  const { calls, find } = counted(async () => lab);
  const found = await Promise.all(Array.from({ length: 50 }, () => find('c1')));
  expect(found.every((one) => one === lab)).toBe(true);
  expect(calls).toEqual(['c1']);
});

test('When five seconds have passed, the registry is asked again', async () => {
  const { calls, find, later } = counted(async () => lab);
  await find('c1');
  later(4999);
  await find('c1');
  expect(calls).toHaveLength(1);
  later(1);
  await find('c1');
  expect(calls).toHaveLength(2);
});

test('When the registry does not answer, that is not remembered', async () => {
  let broken = true;
  const { find } = counted(async () => {
    if (broken) throw new Error('down');
    return lab;
  });
  await expect(find('c1')).rejects.toThrow('down');
  broken = false;
  expect(await find('c1')).toBe(lab);
});

test('Each client has its own lab', async () => {
  const { calls, find } = counted(async () => undefined);
  await Promise.all([find('c1'), find('c2')]);
  expect(calls).toEqual(['c1', 'c2']);
});
