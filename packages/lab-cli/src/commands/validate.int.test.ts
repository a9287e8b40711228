import { Writable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { canary, csvBody, invalidNative, nativeBody } from '../../test/bodies.ts';
import { createLaboratory, type Laboratory } from '../../test/laboratory.ts';

/** Where nobody listens: nothing of this may need a network. */
const nowhere = 'http://127.0.0.1:9';

let lab: Laboratory;
beforeEach(async () => {
  lab = await createLaboratory(nowhere);
});
afterEach(() => lab.remove());

test('When all files are valid, then the code is 0, with neither network nor client', async () => {
  lab.env.LABSECURE_CLIENT_SECRET = undefined;
  lab.env.LABSECURE_URL = undefined;
  const { code, out } = await lab.run([
    'validate',
    await lab.put('a.json', nativeBody()),
    await lab.put('b.csv', csvBody()),
  ]);
  expect(code).toBe(0);
  expect(out).toMatch(/^valid {8}.*a\.json/);
  expect(out).toContain('2 of 2 results are valid');
});

test('When some are not, then each is told with its places and without its values, and the code is 1', async () => {
  const { code, events, out } = await lab.run([
    'validate',
    '--json',
    await lab.put('a.json', invalidNative()),
    await lab.put('b.csv', csvBody('"5,486"')),
    await lab.put('c.json', `{"notes": "${canary}`),
  ]);
  expect(code).toBe(1);
  expect(events()).toMatchObject([
    {
      event: 'file',
      outcome: 'refused',
      results: [{ valid: false, errors: [{ pointer: '/results/0/value' }] }],
    },
    {
      outcome: 'partly',
      results: [
        { row: 2, valid: true },
        { row: 3, errors: [{ pointer: '/3/Value' }] },
      ],
    },
    { outcome: 'refused', media_type: 'application/json', results: [], problems: [{ code: 'E_JSON' }] },
  ]);
  expect(out).not.toContain(canary);
});

test('When a type is named, then it goes before the name of the file', async () => {
  const file = await lab.put('a.txt', csvBody());
  expect((await lab.run(['validate', file])).code).toBe(1);
  expect((await lab.run(['validate', '--type', 'csv', file])).code).toBe(0);
  expect((await lab.run(['validate', '--type', 'pdf', file])).code).toBe(2);
});

test('When the laboratory has quirks, then the config file tells them', async () => {
  const body = csvBody().replaceAll('2024-01-15T10:30:00Z', '15.01.2024 10:30');
  const file = await lab.put('a.csv', body);
  expect((await lab.run(['validate', file])).code).toBe(1);
  const config = await lab.put('c.json', JSON.stringify({ quirks: { date_formats: ['DD.MM.YYYY'] } }));
  expect((await lab.run(['validate', '--config', config, file])).code).toBe(0);
});

test('When the laboratory has its own codes and units, then the config file tells them', async () => {
  const results = [{ test_code: 'ZU-1', value: -1, unit: 'mgproz' }];
  const file = await lab.put('a.json', nativeBody({ results }));
  expect((await lab.run(['validate', file])).out).toContain('W_UNMAPPED_TEST');
  const local_terms = { codes: { 'zu-1': '2345-7' }, units: { mgproz: 'mg/dL' } };
  const config = await lab.put('c.json', JSON.stringify({ local_terms }));
  expect((await lab.run(['validate', '--config', config, file])).out).toContain('E_NEGATIVE');
});

test.each([
  ['a.json', 1024 * 1024 + 1, '1 MiB'],
  ['a.xml', 1024 * 1024 + 1, '1 MiB'],
  ['a.csv', 25 * 1024 * 1024 + 1, '25 MiB'],
])(
  'When %s has %i bytes, then neither `validate` nor `submit` takes it, and the limit is named',
  async (name, size, limit) => {
    const file = await lab.put(name, Buffer.alloc(size, ' '));
    lab.env.LABSECURE_CLIENT_SECRET = 'the-secret';
    lab.env.LABSECURE_URL = nowhere;
    for (const command of [['validate'], ['submit'], ['submit', '--encrypt']]) {
      const { code, out } = await lab.run([...command, file]);
      expect(code).toBe(1);
      expect(out).toContain('E_TOO_LARGE');
      expect(out).toContain(`larger than ${limit}`);
    }
  },
);

/** A table of 2 MB, every tenth result of it with a fault. */
const largeTable = (results = 20_000): string => {
  const [head = '', row = ''] = csvBody().trimEnd().split('\r\n');
  const faulty = csvBody('"5,486"').trimEnd().split('\r\n')[2] ?? '';
  const rows = Array.from({ length: results }, (_, at) =>
    (at % 10 === 9 ? faulty : row).replace(/A-\d+-\d+/, `B-${at}`),
  );
  return [head, ...rows].join('\r\n');
};

test('When a table has 2 MB, then it is not too large, and people see the first problems and how many there are', async () => {
  const file = await lab.put('a.csv', largeTable());
  const { code, out } = await lab.run(['validate', file]);
  expect(code).toBe(1);
  const [first = '', ...lines] = out.trimEnd().split('\n');
  expect(first).toContain('18000 of 20000 results are valid');
  expect(lines).toHaveLength(21);
  expect(lines.at(-1)).toContain('and 19980 more');
});

test('When a program asks, then each result of a large table is written by itself, and all are one line', async () => {
  const file = await lab.put('a.csv', largeTable());
  const written: string[] = [];
  const stdout = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      written.push(chunk.toString());
      done();
    },
  });
  expect((await lab.run(['validate', '--json', file], { stdout })).code).toBe(1);
  expect(written.length).toBeGreaterThan(20_000);
  expect(Math.max(...written.map((text) => text.length))).toBeLessThan(2000);
  const [line = '', ...rest] = written.join('').split('\n');
  expect(rest).toEqual(['']);
  const { results, ...told } = JSON.parse(line);
  expect(told).toEqual({ event: 'file', file, media_type: 'text/csv', outcome: 'partly', problems: [] });
  const rows = results.map(({ row }: { row: number }) => row).sort((a: number, b: number) => a - b);
  expect(rows).toEqual(Array.from({ length: 20_000 }, (_, at) => at + 2));
});

test('When a file is far too large, then it is refused without being read whole', async () => {
  const { code, out } = await lab.run([
    'validate',
    await lab.put('a.csv', Buffer.alloc(26 * 1024 * 1024, 'a')),
  ]);
  expect(code).toBe(1);
  expect(out).toContain('E_TOO_LARGE');
});
