import { expect, test } from 'vitest';
import { createDropWorld } from '../../testing/drop-world.ts';

const header = 'patient_id,first_name,last_name,date_of_birth,gender,medical_record_number';
const registry = (...rows: string[]): string => `${[header, ...rows].join('\r\n')}\r\n`;
const ann = 'P1,Ann,Lee,1980-01-02,female,M1';

test('When a registry is dropped, then its patients are registered, and a normalised copy is written', async () => {
  const world = createDropWorld();
  const outcome = await world.take('patients/2024/march.csv', registry(ann, 'P2,,Ray,1981-02-03,M,'));
  expect(outcome).toMatchObject({ state: 'accepted', accepted: 2, refused: 0 });
  expect(Object.fromEntries(world.patients)).toEqual({
    P1: {
      patient_id: 'P1',
      given_name: 'Ann',
      family_name: 'Lee',
      birth_date: '1980-01-02',
      sex: 'F',
      medical_record_number: 'M1',
    },
    P2: { patient_id: 'P2', given_name: '', family_name: 'Ray', birth_date: '1981-02-03', sex: 'M' },
  });
  const keys = [...world.drop.keys()].sort();
  expect(keys).toEqual([
    expect.stringMatching(/^accepted\/patients\/2024\/03\/09\/[0-9a-f]{16}\/2024\/march\.csv$/),
    expect.stringMatching(/^processed\/patients\/2024\/03\/09\/[0-9a-f]{16}\/2024\/march\.csv$/),
  ]);
  expect(world.drop.get(keys[1] ?? '')?.bytes.toString()).toBe(
    `${header}\nP1,Ann,Lee,1980-01-02,F,M1\nP2,,Ray,1981-02-03,M,\n`,
  );
  expect(world.notices).toEqual([]);
});

test('When an id belongs to somebody else, or a row cannot be read, then those rows are refused and not copied', async () => {
  const world = createDropWorld();
  await world.take('patients/a.csv', registry(ann));
  const outcome = await world.take(
    'patients/b.csv',
    registry('P1,Ann,Lee,1999-09-09,F,M1', 'P2,Bob,Ray,1981-02-03,M,M2', 'P3,,,1981-02-03,M,M3'),
  );
  expect(outcome).toMatchObject({ state: 'accepted-in-part', accepted: 1, refused: 2 });
  expect(world.patients.get('P1')?.birth_date).toBe('1980-01-02');
  expect(world.reasons().reasons).toMatchObject([
    { code: 'E_PATIENT_CONFLICT', row: 2 },
    { code: 'E_REQUIRED', row: 4 },
  ]);
  const copy = [...world.drop].find(([key]) => /^processed\/.*b\.csv$/.test(key))?.[1].bytes.toString();
  expect(copy).toBe(`${header}\nP2,Bob,Ray,1981-02-03,M,M2\n`);
  expect(world.notices).toHaveLength(1);
  expect(world.notices[0]).not.toHaveProperty('lab_id');
});

test.each([
  ['no registry', '{}', 'E_CSV_HEADER'],
  ['an empty file', '', /^E_/],
  ['a registry without rows', `${header}\n`, 'E_EMPTY'],
  ['a registry of bad rows alone', registry(',,,,,'), /^E_/],
])(
  'When %s is dropped under patients, then it is in quarantine, and nothing is copied',
  async (_what, content, code) => {
    const world = createDropWorld();
    expect(await world.take('patients/a.csv', content)).toMatchObject({
      state: 'quarantined',
      codes: [expect.stringMatching(code)],
    });
    expect(world.drop.size).toBe(0);
    expect(world.patients.size).toBe(0);
    expect([...world.quarantine.keys()][0]).toMatch(
      /^patients\/2024\/03\/09\/[0-9a-f]{16}\/a\.csv\.reasons\.json$/,
    );
  },
);

test('When a file breaks off, then the rows before it are registered, copied and counted', async () => {
  const rows = Array.from({ length: 3000 }, (_, at) => `Q${at},Ann,Lee,1980-01-02,F,`);
  const broken = Buffer.concat([Buffer.from(registry(...rows)), Buffer.from([0xff, 0xff])]);
  const world = createDropWorld();
  const outcome = await world.take('patients/a.csv', broken);
  expect(outcome).toMatchObject({ state: 'accepted-in-part', codes: ['E_CHARSET'] });
  const copy = [...world.drop].find(([key]) => key.startsWith('processed/'))?.[1].bytes.toString() ?? '';
  expect(copy.trim().split('\n')).toHaveLength(world.patients.size + 1);
});

test('When a patient stands in a file twice, then the rows are registered one after the other', async () => {
  let underWay = 0;
  let most = 0;
  const world = createDropWorld({
    async register() {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      return 'same';
    },
  });
  await world.take('patients/a.csv', registry(ann, ann, ann));
  expect(most).toBe(1);
  await world.take(
    'patients/b.csv',
    registry(...Array.from({ length: 99 }, (_, at) => `R${at},A,B,1980-01-02,F,`)),
  );
  expect(most).toBeGreaterThan(8);
  expect(most).toBeLessThanOrEqual(16);
});
