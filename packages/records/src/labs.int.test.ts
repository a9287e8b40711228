import { randomUUID } from 'node:crypto';
import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Lab } from '@labsecure/contracts/labs';
import { expect, test } from 'vitest';
import { intercept } from '../test/intercept.ts';
import { startTables } from '../test/tables.ts';
import { createLabs } from './labs.ts';
import { openTable } from './table.ts';

const options = await startTables();
const labs = createLabs(options);

const aLab = (parts: Partial<Lab> = {}): Lab => ({
  lab_id: randomUUID(),
  name: 'Riverside Laboratory',
  client_id: randomUUID(),
  time_zone: 'America/New_York',
  active: true,
  ...parts,
});

/** Tables whose indexes know of nothing. */
const withoutIndex = () =>
  intercept(options, (command, pass) =>
    command instanceof QueryCommand ? Promise.resolve({ Items: [] }) : pass(),
  );

test('A lab is found by each of its clients at once, whatever an index says', async () => {
  const lab = aLab({ other_client_ids: [randomUUID(), randomUUID()] });
  expect(await labs.add(lab)).toBe('written');
  const blind = createLabs(withoutIndex());
  for (const client of [lab.client_id, ...(lab.other_client_ids ?? [])])
    expect(await blind.byClient(client)).toMatchObject(lab);
});

test('A lab that is there is not added again, and stays as it was', async () => {
  const lab = aLab();
  await labs.add(lab);
  expect(await labs.add({ ...lab, name: 'Another' })).toBe('not-as-seen');
  expect(await labs.find(lab.lab_id)).toMatchObject({ name: lab.name });
});

test('A client submits for one lab: another cannot have it, first, second or changed', async () => {
  const lab = aLab({ other_client_ids: [randomUUID()] });
  const other = aLab();
  await labs.add(lab);
  await labs.add(other);
  for (const client of [lab.client_id, ...(lab.other_client_ids ?? [])]) {
    expect(await labs.add(aLab({ client_id: client }))).toBe('client-taken');
    expect(await labs.add(aLab({ other_client_ids: [client] }))).toBe('client-taken');
    expect(await labs.replace({ ...other, client_id: client }, other)).toBe('client-taken');
    expect(await labs.byClient(client)).toMatchObject({ lab_id: lab.lab_id });
  }
});

test('When two labs are added with one client at once, then it is the client of one of them', async () => {
  const client_id = randomUUID();
  const two = [aLab({ client_id }), aLab({ client_id })];
  await Promise.all(two.map((lab) => labs.add(lab)));
  const found = await labs.byClient(client_id);
  expect(two.map(({ lab_id }) => lab_id)).toContain(found?.lab_id);
});

test.each([
  ['that nobody had', undefined],
  ['that a lab gave up', 'given up'],
])(
  'When a client %s is claimed by another in the middle of it, then it is the other one',
  async (_what, before) => {
    const client_id = randomUUID();
    if (before) {
      const giver = aLab({ client_id });
      await labs.add(giver);
      const seen = (await labs.find(giver.lab_id)) ?? giver;
      await labs.replace({ ...seen, client_id: randomUUID() }, seen);
    }
    const quick = aLab({ client_id });
    let overtaken: Promise<unknown> | undefined;
    const slow = createLabs(
      intercept(options, async (command, pass) => {
        if (command instanceof PutCommand) {
          overtaken ??= labs.add(quick);
          await overtaken;
        }
        return pass();
      }),
    );
    expect(await slow.add(aLab({ client_id }))).toBe('client-taken');
    expect(await labs.byClient(client_id)).toMatchObject({ lab_id: quick.lab_id });
  },
);

test('A client that a lab gave up submits for nobody, and may be had by another', async () => {
  const lab = aLab();
  const given = lab.client_id;
  await labs.add(lab);
  const seen = (await labs.find(lab.lab_id)) ?? lab;
  expect(await labs.replace({ ...seen, client_id: randomUUID() }, seen)).toBe('written');
  expect(await labs.byClient(given)).toBeUndefined();
  const heir = aLab({ client_id: given });
  expect(await labs.add(heir)).toBe('written');
  expect(await labs.byClient(given)).toMatchObject({ lab_id: heir.lab_id });
});

test('When two change a lab at once, then one of them is told that it is not as seen', async () => {
  const lab = aLab();
  await labs.add(lab);
  const seen = (await labs.find(lab.lab_id)) ?? lab;
  await labs.setActive(lab.lab_id, false);
  expect(await labs.replace({ ...seen, name: 'Mine' }, seen)).toBe('not-as-seen');
  const now = (await labs.find(lab.lab_id)) ?? lab;
  expect(now).toMatchObject({ name: lab.name, active: false });
  expect(await labs.replace({ ...now, name: 'Mine' }, now)).toBe('written');
});

test('A lab that was registered before clients were claimed keeps its client, and can be changed', async () => {
  const old = aLab();
  await openTable(options, 'labs').put(old);
  expect(await labs.byClient(old.client_id)).toStrictEqual(old);
  expect(await labs.add(aLab({ client_id: old.client_id }))).toBe('client-taken');
  expect(await labs.replace({ ...old, name: 'New' }, old)).toBe('written');
  expect(await labs.replace({ ...old, name: 'Newer' }, old)).toBe('not-as-seen');
});

test('A lab is barred and let in again; one that is not there stays that way', async () => {
  const lab = aLab();
  await labs.add(lab);
  expect(await labs.setActive(lab.lab_id, false)).toBe(true);
  expect(await labs.byClient(lab.client_id)).toMatchObject({ active: false });
  expect(await labs.setActive(lab.lab_id, true)).toBe(true);
  expect(await labs.find(lab.lab_id)).toMatchObject(lab);
  const nobody = randomUUID();
  expect(await labs.setActive(nobody, true)).toBe(false);
  expect(await labs.find(nobody)).toBeUndefined();
});

test('Whose a client is lies beside the labs, and is never taken for a lab', async () => {
  const lab = aLab();
  await labs.add(lab);
  const claim = `client#${lab.client_id}`;
  expect(await labs.find(claim)).toBeUndefined();
  expect(await labs.setActive(claim, false)).toBe(false);
  const listed = (await labs.list()).map(({ lab_id }) => lab_id);
  expect(listed).toContain(lab.lab_id);
  expect(listed.filter((id) => id.startsWith('client#'))).toEqual([]);
  expect(listed).toEqual([...listed].sort((a, b) => a.localeCompare(b)));
});
