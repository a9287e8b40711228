import { chmod } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLaboratory, type Laboratory } from '../../test/laboratory.ts';

let lab: Laboratory;
beforeEach(async () => {
  lab = await createLaboratory('http://127.0.0.1:9');
});
afterEach(() => lab.remove());

/** Notes what it was called with, and ends with 3. */
const program = '#!/bin/sh\nfor word in "$@"; do echo "$word" >> "$NOTES"; done\nexit 3\n';

test('When the operators’ package is installed beside it, then it gets the whole command line, and its exit code comes through', async () => {
  lab.env.NOTES = lab.at('notes');
  await chmod(await lab.put('labsecure-labs', program), 0o755);
  const args = ['add', 'LAB010', '--time-zone', 'UTC', '--name', 'two words', '--json', '--help'];
  const { code, out } = await lab.run(['labs', ...args], { beside: lab.home });
  expect(code).toBe(3);
  expect(out).toBe('');
  expect((await lab.read('notes')).trim().split('\n')).toEqual(args);
});

test.each(['labs', 'reviews'])(
  'When it is not installed, then that is said of %s, and the code is 2',
  async (command) => {
    lab.env.PATH = lab.at('nothing-here');
    const { code, err } = await lab.run([command, 'list'], { beside: lab.home });
    expect(code).toBe(2);
    expect(err).toContain('for operators of the platform');
    expect(err).toContain(`labsecure-${command}, is not installed`);
  },
);
