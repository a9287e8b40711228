import { InvalidInputError, UnavailableError } from '@labsecure/contracts/errors';
import { expect, test, vi } from 'vitest';
import { createDropWorld } from '../../testing/drop-world.ts';
import { csvTable, jsonReport, sameReport } from '../../testing/same-report.ts';
import { largestBody, largestReport } from '../limits.ts';

const folder = 'incoming/LAB001';
const day = /^accepted\/LAB001\/2024\/03\/09\/[0-9a-f]{16}\//;
const extensions: Record<string, string> = {
  'application/json': 'json',
  'application/hl7-v2': 'hl7',
  'application/fhir+json': 'fhir',
  'text/csv': 'csv',
  'application/xml': 'xml',
};

test.each(Object.entries(extensions))(
  'When a file of %s is dropped, then it is accepted as by the API and moved',
  async (type, extension) => {
    const world = createDropWorld();
    const content = sameReport((format) => `A-${format}`)[type] ?? '';
    const outcome = await world.take(`${folder}/one.${extension}`, content);
    expect(outcome).toMatchObject({ state: 'accepted', lab_id: 'LAB001', accepted: 1, refused: 0 });
    const [submission] = [...world.submissions.values()];
    expect(submission).toMatchObject({ lab_id: 'LAB001', media_type: type, patient_id: 'P123456' });
    expect([...world.drop.keys()]).toEqual([expect.stringMatching(day)]);
    expect(world.drop.values().next().value?.bytes.toString()).toBe(content);
    expect(world.quarantine.size).toBe(0);
    expect(world.notices).toEqual([]);
  },
);

const badRow = `${csvTable(['A-1'], ['A-2', ''])}`;

test('When a row is bad, then the others are taken, and the reasons of that row go to quarantine', async () => {
  const world = createDropWorld();
  const outcome = await world.take(`${folder}/some.csv`, badRow);
  expect(outcome).toMatchObject({ state: 'accepted-in-part', accepted: 1, refused: 1 });
  expect([...world.drop.keys()]).toEqual([expect.stringMatching(day)]);
  expect(world.reasons()).toMatchObject({
    path: `${folder}/some.csv`,
    in_part: true,
    received_at: '2024-03-09T10:11:12.000Z',
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    reasons_in_all: 2,
    reasons: [
      { code: 'E_CSV_RESULT', row: 4 },
      { code: 'E_NO_VALUE', row: 4, pointer: '/5/Value' },
    ],
  });
  expect(world.notices).toEqual([
    {
      kind: 'file-quarantined',
      event_id: expect.any(String),
      lab_id: 'LAB001',
      path: `${folder}/some.csv`,
      kept_at: expect.stringMatching(
        /^incoming\/LAB001\/2024\/03\/09\/[0-9a-f]{16}\/some\.csv\.reasons\.json$/,
      ),
      in_part: true,
      reasons: [
        { code: 'E_CSV_RESULT', count: 1, row: 4 },
        { code: 'E_NO_VALUE', count: 1, row: 4 },
      ],
      traceparent: expect.any(String),
    },
  ]);
});

const oneMiB = 1024 * 1024;
test.each([
  ['an empty file', 'a.csv', '', /^E_/],
  ['a binary file', 'a.json', Buffer.from([0, 255, 254, 137, 80]), /^E_/],
  ['a file cut off', 'a.json', jsonReport('A-1').slice(0, -40), /^E_JSON/],
  ['a file of another lab', 'a.json', jsonReport('A-1').replace('LAB001', 'LAB002'), /^E_/],
  ['a file of no known kind', 'a.pdf', '%PDF-1.7', /^E_MEDIA$/],
  ['a file that is not what it is named', 'a.csv', jsonReport('A-1'), /^E_CSV/],
  ['a large file of one report', 'a.json', `{"x":"${'x'.repeat(largestReport)}"}`, /^E_TOO_LARGE$/],
  ['a sealed file where there is no key', 'a.csv.sealed', 'x', /^E_SEALED$/],
])('When %s is dropped, then it is in quarantine with its reasons', async (_what, name, content, code) => {
  const world = createDropWorld();
  const outcome = await world.take(`${folder}/${name}`, content);
  expect(outcome).toMatchObject({ state: 'quarantined', accepted: 0, codes: [expect.stringMatching(code)] });
  expect(world.drop.size).toBe(0);
  expect(world.submissions.size).toBe(0);
  const [reasons, file] = [...world.quarantine.keys()];
  expect(reasons).toBe(`${file}.reasons.json`);
  expect(world.quarantine.get(file ?? '')).toEqual(Buffer.from(content));
  expect(world.notices).toHaveLength(1);
  expect(world.notices[0]).toMatchObject({ lab_id: 'LAB001', kept_at: file, in_part: false });
  expect(JSON.stringify(world.notices)).not.toContain('message');
});

test.each([
  ['of an unknown lab', 'incoming/LAB404/a.json', undefined],
  ['of a lab that is not active', 'incoming/LAB009/a.json', 'LAB009'],
  ['of no lab', 'incoming/a.json', undefined],
  ['of a lab without a name', 'incoming//a.json', undefined],
])(
  'When a file %s is dropped, then it is in quarantine, and its lab is named if there is one',
  async (_w, key, lab) => {
    const world = createDropWorld();
    expect(await world.take(key, jsonReport('A-1'))).toMatchObject({
      state: 'quarantined',
      codes: ['E_LAB'],
    });
    expect(world.notices[0]?.lab_id).toBe(lab);
    expect(world.submissions.size).toBe(0);
  },
);

test('When a file is larger than any that is taken, then it is put in quarantine without being read', async () => {
  const read = vi.fn();
  const world = createDropWorld({ read });
  const find = world.ports.find;
  world.ports.find = async (key, version) => {
    const file = await find(key, version);
    return file && { ...file, size: largestBody + 1 };
  };
  expect(await world.take(`${folder}/a.csv`, 'x')).toMatchObject({ codes: ['E_TOO_LARGE'] });
  expect(read).not.toHaveBeenCalled();
  expect(world.quarantine.size).toBe(2);
});

test('When a table is larger than one report, then it is taken as it comes', async () => {
  // Long numbers make the table large with few results.
  const rows = Array.from({ length: 3000 }, (_, at): [string] => [`A-${at}-`.padEnd(100, 'x')]);
  const large = csvTable(...rows);
  expect(large.length).toBeGreaterThan(oneMiB);
  const accepted = { state: 'accepted', accepted: rows.length };
  expect(await createDropWorld().take(`${folder}/a.csv`, large)).toMatchObject(accepted);
});

test('When a sealed file comes, then it is opened as that lab’s, and known by the name inside', async () => {
  const open = vi.fn(async function* (sealed: AsyncIterable<Uint8Array>) {
    for await (const chunk of sealed) yield Buffer.from(chunk.toString(), 'base64');
  });
  const world = createDropWorld({ open });
  const sealed = Buffer.from(jsonReport('A-1')).toString('base64');
  expect(await world.take(`${folder}/a.json.sealed`, sealed)).toMatchObject({ state: 'accepted' });
  expect(await world.take(`${folder}/B.JSON.SEALED`, sealed)).toMatchObject({ state: 'accepted' });
  expect(open.mock.calls[0]).toEqual([expect.anything(), { lab_id: 'LAB001' }]);
  expect([...world.drop.values()].map(({ bytes }) => bytes.toString())).toEqual([sealed, sealed]);
});

test('When a stream fails after results were accepted, then the rest is told of, and those stay', async () => {
  const entry = { result_id: 'r', submission_id: 's', status: 'RECEIVED' as const, warnings: [] };
  const world = createDropWorld({
    async *accept() {
      yield entry;
      throw new InvalidInputError('x', [{ pointer: '', code: 'E_SEALED', message: 'x' }]);
    },
  });
  expect(await world.take(`${folder}/a.csv`, 'x')).toMatchObject({
    state: 'accepted-in-part',
    codes: ['E_SEALED'],
  });
});

test('When reading fails while a file is opened, then that is not taken for a fault of the file', async () => {
  const world = createDropWorld({
    async *read() {
      yield Buffer.from('x');
      throw new UnavailableError();
    },
    async *open(sealed) {
      try {
        for await (const _ of sealed);
      } catch {
        throw new InvalidInputError('x', [], 422, 'E_SEALED');
      }
      yield Buffer.from('');
    },
  });
  await expect(world.take(`${folder}/a.csv.sealed`, 'x')).rejects.toThrow(UnavailableError);
  expect([...world.drop.keys()]).toEqual([`${folder}/a.csv.sealed`]);
  expect(world.quarantine.size).toBe(0);
});

test('When what stands behind does not answer, then the file lies where it lay', async () => {
  const world = createDropWorld({
    accept: () => {
      throw new UnavailableError();
    },
  });
  await expect(world.take(`${folder}/a.json`, jsonReport('A-1'))).rejects.toThrow(UnavailableError);
  expect([...world.drop.keys()]).toEqual([`${folder}/a.json`]);
});

test('When no try could read a file, then it is given up: quarantine, and somebody is told', async () => {
  const world = createDropWorld({
    accept: () => {
      throw new TypeError('x');
    },
  });
  await expect(world.take(`${folder}/a.json`, jsonReport('A-1'))).rejects.toThrow(TypeError);
  expect(await world.giveUp(`${folder}/a.json`)).toMatchObject({
    state: 'quarantined',
    codes: ['E_UNREADABLE'],
  });
  expect(world.drop.size).toBe(0);
  expect(world.notices).toHaveLength(1);
});

test.each(['accepted/LAB001/a.json', 'elsewhere.json'])(
  'When %s is put, then it is left alone',
  async (key) => {
    const world = createDropWorld();
    expect(await world.take(key, jsonReport('A-1'))).toEqual({ state: 'left-alone' });
    expect(world.drop.has(key)).toBe(true);
  },
);

test('When a folder is made, then its mark is left alone, and when a file is gone, then that is no fault', async () => {
  const world = createDropWorld();
  expect(await world.take(`${folder}/`, '')).toEqual({ state: 'left-alone' });
  expect(await world.takeAgain(`${folder}/gone.csv`)).toEqual({ state: 'left-alone' });
});

test('When thousands of rows are bad, then a bounded number of reasons is kept, and all are counted', async () => {
  const world = createDropWorld();
  const rows = Array.from({ length: 3000 }, (_, at): [string, string] => [`A-${at}`, '']);
  await world.take(`${folder}/bad.csv`, csvTable(...rows));
  const { reasons, reasons_in_all } = world.reasons();
  expect(reasons).toHaveLength(1000);
  expect(reasons_in_all).toBe(6000);
  expect(world.notices[0]?.reasons).toEqual([
    { code: 'E_CSV_RESULT', count: 3000, row: 2 },
    { code: 'E_NO_VALUE', count: 3000, row: 2 },
  ]);
});

test('When a newer file is put while the older one is taken in, then both are taken in', async () => {
  const world = createDropWorld();
  const key = `${folder}/same.json`;
  const { keep } = world.ports;
  world.ports.keep = async (file, to) => {
    await keep(file, to);
    world.ports.keep = keep;
    world.put(key, jsonReport('A-2'));
  };
  await world.take(key, jsonReport('A-1'));
  expect(world.drop.has(key)).toBe(true);
  await world.takeAgain(key);
  expect(world.submissions.size).toBe(2);
  expect([...world.drop.keys()].filter((one) => one.startsWith('accepted/'))).toHaveLength(2);
  expect(world.drop.has(key)).toBe(false);
});

test('When the same bad file comes another day, then it is told of again, and on the same day it is not', async () => {
  const world = createDropWorld();
  const key = `${folder}/a.json`;
  await world.take(key, '{');
  await world.take(key, '{');
  const { find } = world.ports;
  world.ports.find = async (...args) => {
    const file = await find(...args);
    return file && { ...file, put_at: new Date('2024-03-10T00:00:00.000Z') };
  };
  await world.take(key, '{');
  const [first, again, later] = world.notices.map(({ event_id }) => event_id);
  expect(again).toBe(first);
  expect(later).not.toBe(first);
  expect(world.quarantine.size).toBe(4);
});
