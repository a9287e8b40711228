import { type LocalCloud, startLocalCloud } from '@labsecure/local-cloud/cloud';
import { createLabs, type Labs } from '@labsecure/records/labs';
import { createAwsClients } from '@labsecure/runtime/aws-clients';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOperator, type Operator } from '../../test/operator.ts';
import { readSettings } from '../shared/settings.ts';
import { createLabsProgram } from './labs-program.ts';

let cloud: LocalCloud;
let operator: Operator;
let labs: Labs;
let destroy: () => void;

beforeAll(async () => {
  cloud = await startLocalCloud();
  operator = await createOperator(createLabsProgram, cloud.env);
  const settings = readSettings(cloud.env);
  const clients = createAwsClients(settings);
  destroy = clients.destroy;
  labs = createLabs({ documents: clients.documents, prefix: settings.RESOURCE_PREFIX });
});
afterAll(async () => {
  destroy();
  await operator.remove();
  await cloud.close();
});

const least = (client: string) => [
  '--name',
  'Riverside',
  '--client',
  client,
  '--time-zone',
  'America/New_York',
];

test('A lab is added with everything that can be said of it, and shown', async () => {
  const codes = await operator.put('codes.csv', 'code,means\nZU-1,2345-7\nGLU,sodium\n');
  const units = await operator.put('units.json', '{"mgproz": "mg/dL"}');
  const added = await operator.run([
    ...['add', 'LAB010', ...least('r-1'), '--client', 'r-2', '--format', 'hl7', '--format', 'csv'],
    ...['--code-map', codes, '--unit-map', units, '--value-in-obx4', '--date-format', 'DD.MM.YYYY'],
    ...['--contact', 'interfaces@riverside.example.org', '--security-contact', 'cert@riverside.example.org'],
  ]);
  expect(added).toMatchObject({ code: 0, out: expect.stringContaining('LAB010 is registered') });
  expect(added.err).toContain('"GLU" is usually Glucose');
  expect(await labs.byClient('r-2')).toMatchObject({
    lab_id: 'LAB010',
    client_id: 'r-1',
    other_client_ids: ['r-2'],
    formats: ['application/hl7-v2', 'text/csv'],
    quirks: { value_in_obx4: true, date_formats: ['DD.MM.YYYY'] },
    local_terms: { codes: { 'ZU-1': '2345-7', GLU: 'sodium' }, units: { mgproz: 'mg/dL' } },
    active: true,
  });
  const { out } = await operator.run(['show', 'LAB010']);
  for (const text of ['r-1, r-2', 'cert@riverside.example.org', 'ZU-1', '2345-7', 'mgproz'])
    expect(out).toContain(text);
});

test('A lab that is there is changed only when that is said, and what changed is told', async () => {
  await operator.run(['add', 'LAB011', ...least('l-11')]);
  const again = await operator.run(['add', 'LAB011', ...least('l-11')]);
  expect(again).toMatchObject({ code: 1, err: expect.stringContaining('--update changes it') });

  const updated = await operator.run(['add', 'LAB011', '--update', '--time-zone', 'Europe/Vienna']);
  expect(updated.code).toBe(0);
  expect(updated.out).toMatch(/time zone {2}America\/New_York {2}-> {2}Europe\/Vienna/);
  expect(await labs.find('LAB011')).toMatchObject({ name: 'Riverside', time_zone: 'Europe/Vienna' });
  expect((await operator.run(['add', 'LAB011', '--update'])).out).toContain('nothing was changed');

  await operator.run(['disable', 'LAB011']);
  await operator.run(['add', 'LAB011', '--update', '--contact', 'a@example.org']);
  const replaced = await operator.run(['--json', 'add', 'LAB011', '--replace', ...least('l-11')]);
  expect(replaced.events()).toMatchObject([
    { event: 'changed', changes: [{ what: 'time zone' }, { what: 'contact', after: '(none)' }] },
  ]);
  expect(await labs.find('LAB011')).toMatchObject({ active: false });
  expect((await operator.run(['add', 'LAB099', '--update'])).code).toBe(1);
  expect((await operator.run(['add', 'LAB011', '--update', '--replace'])).code).toBe(2);
});

test('A client of another lab is refused, and nothing is written', async () => {
  const { code, err } = await operator.run(['add', 'LAB012', ...least('lab001-client')]);
  expect(code).toBe(1);
  expect(err).toContain('Client lab001-client submits for LAB001 already.');
  expect(await labs.find('LAB012')).toBeUndefined();
});

test('A slip is told before anything is written, and in one line each', async () => {
  const codes = await operator.put('bad.csv', 'code,means\nA,2345-8\nB,sugar\n');
  const refused = await operator.run(['add', 'LAB013', ...least('l-13'), '--code-map', codes]);
  expect(refused.code).toBe(2);
  expect(refused.err.trim().split('\n')).toHaveLength(3);
  expect((await operator.run(['add', 'LAB013', ...least('l-13'), '--code-map', 'none.csv'])).err).toContain(
    'none.csv cannot be read (ENOENT)',
  );
  for (const slip of [
    ['--time-zone', 'Mars/Base'],
    ['--format', 'pdf'],
    ['--date-format', 'x'],
    ['--name', ''],
  ])
    expect((await operator.run(['add', 'LAB013', ...least('l-13'), ...slip])).code).toBe(2);
  expect(await labs.find('LAB013')).toBeUndefined();
});

test('Labs are listed, shut out and let in again', async () => {
  await operator.run(['add', 'LAB014', ...least('l-14')]);
  expect((await operator.run(['disable', 'LAB014'])).out).toContain('shut out');
  expect(await labs.byClient('l-14')).toMatchObject({ active: false });
  expect((await operator.run(['disable', 'LAB014'])).out).toContain('already');
  const { out } = await operator.run(['list']);
  expect(out).toMatch(/^LAB {5}NAME +CLIENTS +TIME ZONE +FORMATS +ACTIVE\n/);
  expect(out).toMatch(/LAB014 {2}Riverside .* l-14 .* America\/New_York .* no\n/);
  expect(out).not.toContain('client#');
  const events = (await operator.run(['--json', 'list'])).events();
  expect(events).toContainEqual(expect.objectContaining({ event: 'lab', lab_id: 'LAB014', active: false }));
  await operator.run(['enable', 'LAB014']);
  expect(await labs.byClient('l-14')).toMatchObject({ active: true });
  for (const command of ['show', 'disable', 'enable'])
    expect(await operator.run([command, 'LAB099'])).toMatchObject({ code: 1, out: '' });
});

test('When two change a lab at once, then one of them is told, and nothing of the other is lost', async () => {
  await operator.run(['add', 'LAB015', ...least('l-15')]);
  const both = await Promise.all([
    operator.run(['add', 'LAB015', '--update', '--contact', 'a@example.org']),
    operator.run(['add', 'LAB015', '--update', '--security-contact', 'b@example.org']),
  ]);
  const lab = await labs.find('LAB015');
  const kept = [lab?.contact_email, lab?.security_email].filter(Boolean);
  expect(both.filter(({ code }) => code === 0)).toHaveLength(kept.length);
});

test('When the stores do not answer, then the code is 3; when a setting is missing, it is named and the code is 2', async () => {
  const away = await createOperator(createLabsProgram, {
    ...cloud.env,
    AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:9',
  });
  expect(await away.run(['list'])).toMatchObject({ code: 3, err: expect.stringContaining('do not answer') });
  await away.remove();
  const unset = await createOperator(createLabsProgram, { ...cloud.env, RESOURCE_PREFIX: '' });
  expect(await unset.run(['list'])).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^labsecure: RESOURCE_PREFIX is missing: .*\n$/),
  });
  await unset.remove();
  const elsewhere = await createOperator(createLabsProgram, { ...cloud.env, RESOURCE_PREFIX: 'other-' });
  expect(await elsewhere.run(['list'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('RESOURCE_PREFIX'),
  });
  await elsewhere.remove();
});
