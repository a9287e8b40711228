import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLaboratory, type Laboratory } from '../test/laboratory.ts';

let lab: Laboratory;
beforeEach(async () => {
  lab = await createLaboratory('http://127.0.0.1:9');
});
afterEach(() => lab.remove());

test('When asked for help, then commands, settings and exit codes are there', async () => {
  const { code, out } = await lab.run(['--help']);
  expect(code).toBe(0);
  for (const word of [
    'submit',
    'watch',
    'seal',
    'validate',
    'status',
    'history',
    'token',
    'LABSECURE_URL',
    'LABSECURE_SEALING_KEY',
    'Exit codes',
  ])
    expect(out).toContain(word);
});

test.each([[[]], [['none']], [['submit']], [['submit', '--none', 'x']], [['history', '--limit', '0']]])(
  'When the usage is wrong (%j), then the code is 2',
  async (args) => {
    expect(await lab.run(args)).toMatchObject({ code: 2, out: '' });
  },
);

test('When settings are missing, then they are named, as a JSON line too when asked for', async () => {
  lab.env.LABSECURE_LAB_ID = undefined;
  const { code, err, events } = await lab.run(['--json', 'validate', 'a.json']);
  expect(code).toBe(2);
  expect(err).toMatch(/^labsecure: lab_id is missing/);
  expect(events()).toEqual([
    { event: 'error', message: expect.stringContaining('LABSECURE_LAB_ID'), exit_code: 2 },
  ]);
});

test('When the program itself is at fault, then the code is 70 and the words of the fault are not shown', async () => {
  const now = () => {
    throw new TypeError('Canaryson');
  };
  const { code, err } = await lab.run(['validate', await lab.put('a.json', '{}')], { now });
  expect(code).toBe(70);
  expect(err).toContain('TypeError');
  expect(err).not.toContain('Canaryson');
});
