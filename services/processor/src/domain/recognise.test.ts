import type { Patient } from '@labsecure/contracts/patients';
import { expect, test } from 'vitest';
import { createMemoryWorld } from '../testing/memory-world.ts';
import { aPatient } from '../testing/people.ts';
import { createRecognise, type RecognisePorts } from './recognise.ts';

const john = aPatient();
const sent = { id: 'X-1', name: 'Smith, John', birth_date: '1985-03-15' };

/** In one line: who, by what; or among whom staff have to choose. */
const recognising = (patients: Patient[], over: Partial<RecognisePorts> = {}) => {
  const world = createMemoryWorld([], patients);
  const recognise = createRecognise({ ...world.ports, ...over });
  const told = async (report: Parameters<typeof recognise>[1]): Promise<string> => {
    const verdict = await recognise('LAB001', report);
    if ('candidates' in verdict)
      return `review ${verdict.candidates.map(({ patient_id, basis }) => `${patient_id} ${basis}`).join(', ')}`;
    return `${verdict.patient?.patient_id ?? 'nobody'} by ${verdict.basis}`;
  };
  return { world, told };
};

test.each([
  ['nothing else said', { id: 'P123456' }, 'P123456 by identifier'],
  ['all the same', { ...sent, id: 'P123456' }, 'P123456 by identifier'],
  ['a married name', { ...sent, id: 'P123456', name: 'John Miller' }, 'P123456 by identifier'],
  ['another birth date', { ...sent, id: 'P123456', birth_date: '1985-03-16' }, 'review P123456 identifier'],
  ['another name', { ...sent, id: 'P123456', name: 'Ana Cruz' }, 'review P123456 identifier'],
  ['another name, no birth date', { id: 'P123456', name: 'Ana Cruz' }, 'review P123456 identifier'],
  ['all other', { id: 'P123456', name: 'Ana Cruz', birth_date: '1990-07-22' }, 'nobody by identifier'],
  ['another birth date, no name', { id: 'P123456', birth_date: '1990-07-22' }, 'nobody by identifier'],
])('By the id, with %s', async (_what, report, expected) => {
  expect(await recognising([john]).told(report)).toBe(expected);
});

test.each([
  ['name and birth date', sent, 'P123456 by medical-record-number'],
  ['nothing that agrees', { id: 'X-1' }, 'review P123456 medical-record-number'],
  ['nothing but a name in part', { id: 'X-1', name: 'John Miller' }, 'review P123456 medical-record-number'],
  [
    'somebody else',
    { id: 'X-1', name: 'Ana Cruz', birth_date: '1990-07-22' },
    'review P123456 medical-record-number',
  ],
])('By the medical record number, with %s', async (_what, report, expected) => {
  const numbered = { ...john, medical_record_number: 'X-1' };
  expect(await recognising([numbered]).told(report)).toBe(expected);
});

test('When two have the same medical record number, staff choose', async () => {
  const both = ['P1', 'P2'].map((patient_id) => aPatient({ patient_id, medical_record_number: 'X-1' }));
  expect(await recognising(both).told(sent)).toBe(
    'review P1 medical-record-number, P2 medical-record-number',
  );
});

test('When the number is not theirs any more, however the index has it, they are not meant', async () => {
  const { told } = recognising([john], {
    byRecordNumber: async () => [{ ...john, medical_record_number: 'X-1' }],
    alike: async () => ({ patients: [], complete: true }),
  });
  expect(await told(sent)).toBe('X-1 by new');
});

test.each([
  ['the same name and birth date', sent, 'P123456 by likeness'],
  ['another sex', { ...sent, sex: 'F' as const }, 'review P123456 likeness'],
  ['an initial', { ...sent, name: 'J Smith' }, 'review P123456 likeness'],
  ['day and month mistyped', { ...sent, birth_date: '1985-05-13' }, 'X-1 by new'],
  ['a digit mistyped', { ...sent, birth_date: '1985-03-16' }, 'review P123456 likeness'],
  ['a namesake', { ...sent, birth_date: '1961-11-02' }, 'X-1 by new'],
  ['no name', { id: 'X-1', birth_date: '1985-03-15' }, 'X-1 by new'],
  ['no birth date', { id: 'X-1', name: 'John Smith' }, 'X-1 by new'],
])('By likeness, with %s', async (_what, report, expected) => {
  expect(await recognising([john]).told(report)).toBe(expected);
});

test('When a second is like enough, staff choose, the likeliest first', async () => {
  const twin = aPatient({ patient_id: 'P2', given_name: 'James' });
  expect(await recognising([twin, john]).told(sent)).toBe('review P123456 likeness, P2 likeness');
});

test('When not everybody was looked at, nobody is taken for certain', async () => {
  const { told } = recognising([john], { alike: async () => ({ patients: [john], complete: false }) });
  expect(await told(sent)).toBe('review P123456 likeness');
});

test('When not everybody was looked at, nobody is taken for new, and staff find out', async () => {
  const { world, told } = recognising([], { alike: async () => ({ patients: [], complete: false }) });
  expect(await told(sent)).toBe('review ');
  expect(world.registry.size).toBe(0);
});

test('When the index has a patient as they were, they are judged as they are', async () => {
  const moved = { ...john, birth_date: '1961-11-02' };
  const { told } = recognising([moved], { alike: async () => ({ patients: [john], complete: true }) });
  expect(await told(sent)).toBe('X-1 by new');
});

test('When very many are alike, staff get the ten likeliest', async () => {
  const many = Array.from({ length: 30 }, (_, index) => aPatient({ patient_id: `P${index + 10}` }));
  const { world } = recognising(many);
  const verdict = await createRecognise(world.ports)('LAB001', sent);
  expect('candidates' in verdict && verdict.candidates).toHaveLength(10);
});

test('When staff have linked the id, its patient is meant, and no other; what contradicts them still counts', async () => {
  const { world, told } = recognising([john, aPatient({ patient_id: 'P2', medical_record_number: 'X-1' })]);
  world.link('LAB001', 'X-1', 'P123456');
  expect(await told(sent)).toBe('P123456 by link');
  expect(await told({ ...sent, name: 'Ana Cruz' })).toBe('review P123456 link');
  expect(await told({ ...sent, name: 'Ana Cruz', birth_date: '1990-07-22' })).toBe('nobody by link');
  world.link('LAB001', 'X-1', 'gone');
  expect(await told(sent)).toBe('P2 by medical-record-number');
});

test('When nobody is like them, they become known under the id as the report has them', async () => {
  const { world, told } = recognising([]);
  expect(await told({ ...sent, sex: 'M' })).toBe('X-1 by new');
  expect(world.registry.get('X-1')).toEqual({
    patient_id: 'X-1',
    given_name: 'John',
    family_name: 'Smith',
    birth_date: '1985-03-15',
    sex: 'M',
    email_notifications: true,
    provisional: true,
  });
});

test('One who is known from a report alone is nobody to be taken for by likeness', async () => {
  const { told } = recognising([]);
  expect(await told(sent)).toBe('X-1 by new');
  expect(await told({ ...sent, id: 'X-2' })).toBe('X-2 by new');
});

test('When a later report contradicts one who is known from a report alone, staff decide, and the lab is not refused', async () => {
  const { told } = recognising([]);
  expect(await told(sent)).toBe('X-1 by new');
  expect(await told(sent)).toBe('X-1 by identifier');
  expect(await told({ id: 'X-1', name: 'Ana Cruz', birth_date: '1990-07-22' })).toBe('review X-1 identifier');
});

test('What a later report says more of such a one is kept, so that the next is compared with it', async () => {
  const { world, told } = recognising([]);
  expect(await told({ id: 'X-1' })).toBe('X-1 by new');
  expect(await told({ id: 'X-1', name: 'Ana Cruz' })).toBe('X-1 by identifier');
  expect(await told({ id: 'X-1', birth_date: '1990-07-22', sex: 'F' })).toBe('X-1 by identifier');
  expect(world.registry.get('X-1')).toMatchObject({
    given_name: 'Ana',
    family_name: 'Cruz',
    birth_date: '1990-07-22',
    sex: 'F',
    provisional: true,
  });
  expect(await told(sent)).toBe('review X-1 identifier');
});

test('When two reports complete the same one at once, the second is compared with the first', async () => {
  const { world, told } = recognising([]);
  await told({ id: 'X-1' });
  const both = await Promise.all([
    told({ id: 'X-1', name: 'Ana Cruz', birth_date: '1990-07-22' }),
    told({ id: 'X-1', name: 'John Smith', birth_date: '1985-03-15' }),
  ]);
  expect(both.sort()).toEqual(['X-1 by identifier', 'review X-1 identifier']);
  expect(world.registry.get('X-1')).toMatchObject({ birth_date: '1990-07-22' });
});

test('When two reports of different people come at once under an id nobody knows, one becomes known and the other waits', async () => {
  const { told } = recognising([]);
  const both = await Promise.all([
    told(sent),
    told({ id: 'X-1', name: 'Ana Cruz', birth_date: '1990-07-22' }),
  ]);
  expect(both.sort()).toEqual(['X-1 by new', 'review X-1 identifier']);
});

test('When it changes each time, it is tried again later', async () => {
  const { told } = recognising([], { addProvisional: async () => false });
  await expect(told(sent)).rejects.toMatchObject({ retryable: true });
});
