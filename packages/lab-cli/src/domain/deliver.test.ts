import { expect, test } from 'vitest';
import { createDeliver, type DeliverPorts } from './deliver.ts';
import type { Verdict } from './verdict.ts';

const patience = { seconds: 0, now: () => 0, random: () => 0, sleep: async () => true };
const sent: Verdict = { outcome: 'sent', results: [], problems: [] };
const valid = { results: [{ valid: true, errors: [], warnings: [] }], problems: [] };

const deliver = (over: Partial<DeliverPorts>) =>
  createDeliver({ check: async () => valid, begin: () => async () => sent, patience, ...over })({
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
  const check = async () => ({
    ...valid,
    problems: [{ pointer: '', code: 'E_HL7_BATCH', message: 'A fault.' }],
  });
  expect(await deliver({ check })).toMatchObject({ outcome: 'refused', problems: [{ code: 'E_HL7_BATCH' }] });
});
