import { readFile, truncate } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { csvBody, nativeBody } from '../../test/bodies.ts';
import { useEncryption } from '../../test/encrypting.ts';

const { here, encrypt, contents } = useEncryption();

/** @returns where the sealed file lies */
const sealed = async (name: string, body: string): Promise<string> => {
  const file = await here.lab.put(name, body);
  await here.lab.run(['seal', file]);
  return `${file}.sealed`;
};

test('When a file that is sealed already is submitted, then it is put as it is, with or without --encrypt', async () => {
  const body = csvBody();
  const file = await sealed('a.csv', body);
  const { code, events } = await here.lab.run(['submit', '--json', file]);
  expect(code).toBe(0);
  expect(events()).toMatchObject([
    { event: 'file', file, outcome: 'uploaded', path: 'incoming/LAB001/1/a.csv.sealed' },
    { event: 'summary', uploaded: 1, exit_code: 0 },
  ]);
  expect((await encrypt(file)).code).toBe(0);
  expect(await contents()).toEqual([body, body]);
  const bytes = await readFile(file);
  for (const { body: put } of here.platform.puts()) expect(put.equals(bytes)).toBe(true);
  expect(here.platform.deliveries()).toEqual([]);
});

test('When its name says nothing of the format, then --type does, so that the platform knows it', async () => {
  const body = nativeBody();
  await sealed('a.json', body);
  const file = await here.lab.put('b.SEALED', await readFile(here.lab.at('a.json.sealed')));
  await here.lab.run(['submit', '--type', 'json', file]);
  expect([...here.platform.stored.keys()]).toEqual(['incoming/LAB001/1/b.json.sealed']);
  expect(await contents()).toEqual([body]);
});

test('When a file is called sealed and is not, or is larger than is opened, then it does not leave', async () => {
  const large = await sealed('c.json', nativeBody());
  await truncate(large, 26 * 1024 * 1024 + 1);
  const asked = here.platform.received.length;
  const open = await here.lab.put('a.csv.sealed', csvBody());
  const { code, events } = await here.lab.run(['submit', '--json', open, large]);
  expect(code).toBe(1);
  expect(events()).toMatchObject([
    { outcome: 'refused', problems: [{ code: 'E_SEALED', message: expect.stringContaining('--encrypt') }] },
    { outcome: 'refused', problems: [{ code: 'E_TOO_LARGE', message: expect.stringContaining('26 MiB') }] },
    { event: 'summary' },
  ]);
  expect(here.platform.received).toHaveLength(asked);
});
