import { expect, test } from 'vitest';
import { createDeliver, type DeliverPorts } from './deliver.ts';
import type { Verdict } from './verdict.ts';

const patience = { seconds: 0, now: () => 0, random: () => 0, sleep: async () => true };
const sent: Verdict = { outcome: 'sent', results: [], problems: [] };
const valid: DeliverPorts['check'] = async (_bytes, _type, tell) => {
  tell({ valid: true, errors: [], warnings: [] });
  return [];
};

const deliver = (over: Partial<DeliverPorts>) =>
  createDeliver({
    check: valid,
    begin: () => async () => sent,
    beginSealed: () => async () => sent,
    patience,
    ...over,
  })({
    name: 'a.json',
    bytes: Buffer.from('{}'),
  });

test('When reading fails here for a fault of the program, then the platform decides', async () => {
  const check = async () => {
    throw new RangeError('too deep');
  };
  expect(await deliver({ check })).toMatchObject({ outcome: 'sent' });
});

test('When an unknown fault hinders sending, then the file counts as nothing that it is not', async () => {
  const begin = () => async () => {
    throw new TypeError('a fault');
  };
  await expect(deliver({ begin })).rejects.toThrow('a fault');
});

test('When the body as a whole has an error, then it is not sent though results were found', async () => {
  const check: DeliverPorts['check'] = async (...args) => [
    ...(await valid(...args)),
    { pointer: '', code: 'E_HL7_BATCH', message: 'A fault.' },
  ];
  expect(await deliver({ check })).toMatchObject({ outcome: 'refused', problems: [{ code: 'E_HL7_BATCH' }] });
});

test.each([
  ['E_NO_VALUE', 'partly'],
  ['W_RANGE_TEXT', 'uploaded'],
])('When a file is uploaded of which %s is known, then it is %s', async (code, outcome) => {
  const check: DeliverPorts['check'] = async (bytes, type, tell) => {
    const problem = { pointer: '/3/Value', code, message: 'A sentence.' };
    const isError = code.startsWith('E_');
    tell({ row: 3, valid: !isError, errors: isError ? [problem] : [], warnings: isError ? [] : [problem] });
    return valid(bytes, type, tell);
  };
  const begin = () => async (): Promise<Verdict> => ({ outcome: 'uploaded', path: 'p', detail: 'd' });
  expect(await deliver({ check, begin })).toMatchObject({ outcome, path: 'p', problems: [{ code, row: 3 }] });
});
