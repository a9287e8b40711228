import { expect, test } from 'vitest';
import { isOurs, noteName, originalName, takenName } from './names.ts';

const now = new Date('2024-01-15T11:02:17.451Z');

test('A file that is taken goes by time, mark and its own name', () => {
  const taken = takenName('a b.hl7', now, '0a1b2c3d');
  expect(taken).toBe('20240115T110217Z-0a1b2c3d-a b.hl7');
  expect(originalName(taken)).toBe('a b.hl7');
  expect(noteName(taken, 'invalid')).toBe(`${taken}.reasons.json`);
});

test('A name that was put into the work folder by hand is its own', () => {
  expect(originalName('20240115-a.hl7')).toBe('20240115-a.hl7');
});

test('However long a name is, it fits with its note into 255 bytes and keeps its extension', () => {
  const taken = takenName(`${'ü'.repeat(120)}.hl7`, now, '0a1b2c3d');
  expect(Buffer.byteLength(`.${noteName(taken, 'sent')}.note`)).toBeLessThanOrEqual(255);
  expect(taken).toMatch(/ü\.hl7$/);
});

test.each(['.hidden', 'a.csv.part', 'a.TMP', 'a.csv.filepart', 'a.csv~'])('%s is not ours', (name) => {
  expect(isOurs(name)).toBe(false);
});

test.each(['a.csv', 'a', 'temp.csv'])('%s is ours', (name) => {
  expect(isOurs(name)).toBe(true);
});
