import fc from 'fast-check';
import { expect, test } from 'vitest';
import { header, lines, obr, obx, pid, profile, withFields } from '../../test/hl7.ts';
import { chunksOf, collect } from '../../test/table.ts';
import { readHl7Bytes } from '../hl7-bytes.ts';
import { largestMessage } from './split-hl7.ts';
import { streamHl7 } from './stream.ts';

const numbered = (number: number, lab = 'LAB001'): string =>
  lines(
    withFields(header, { 4: lab, 10: `M${number}` }),
    pid,
    withFields(obr, { 3: `A${number}` }),
    obx,
    withFields(obr, { 3: `B${number}` }),
    withFields(obx, { 5: number % 3 === 0 ? 'much' : '7.1' }),
  );
const batch = (numbers: number[]): string =>
  `BHS|^~\\&|X\r${numbers.map((number) => numbered(number)).join('')}BTS|${numbers.length}\r`;
const stream = (text: string | Uint8Array, size?: number) =>
  collect(streamHl7(chunksOf(text, size), profile));

const damages = fc.array(
  fc.tuple(fc.nat(5000), fc.constantFrom('', '\r', '|', '\rBTS|9\r', '\rBHS|^~\\&\r', '\rMSH|^~\\&|', 'x')),
  { maxLength: 6 },
);

test('Whatever the bytes and however they are cut, then the stream of a batch says what the whole says', async () => {
  await fc.assert(
    fc.asyncProperty(damages, fc.integer({ min: 1, max: 700 }), async (all, size) => {
      let text = batch([1, 2, 3, 4]);
      for (const [at, more] of all) text = text.slice(0, at) + more + text.slice(at + 2);
      const whole = readHl7Bytes(Buffer.from(text), profile).entries;
      const streamed = await stream(text, size);
      expect(streamed.map(({ piece: _piece, ...entry }) => entry)).toEqual(whole);
    }),
    { numRuns: 150 },
  );
});

test('Messages in a character set of their own are read each in its own', async () => {
  const latin = Buffer.from(
    withFields(header, { 18: '8859/1' }) + lines('', pid.replace('Smith', 'Müller'), obr, obx),
    'latin1',
  );
  const body = Buffer.concat([latin, Buffer.from(numbered(1).replace('Smith', 'Müller'))]);
  const entries = await stream(body, 11);
  expect(entries).toHaveLength(3);
  for (const { report } of entries) expect(report?.patient.name).toContain('Müller');
});

const tooMany = { status: 400, code: 'E_TOO_MANY' };

test('When a batch holds hardly more than headers, then it is refused before any is read', () => {
  const [some, many] = [1000, 1001].map((count) => Buffer.from('MSH|^~\\&\r'.repeat(count)));
  expect(readHl7Bytes(some ?? Buffer.alloc(0), profile).entries).toHaveLength(1000);
  expect(() => readHl7Bytes(many ?? Buffer.alloc(0), profile)).toThrow(expect.objectContaining(tooMany));
  const latin = Buffer.concat([many ?? Buffer.alloc(0), Buffer.from('ü', 'latin1')]);
  expect(() => readHl7Bytes(latin, profile)).toThrow(expect.objectContaining(tooMany));
});

test.each([
  ['names another lab in its last message', batch([1, 2, 3]) + numbered(4, 'LAB002'), { status: 403 }],
  ['is a thousand messages that hold nothing', numbered(1) + 'MSH|^~\\&\r'.repeat(1001), tooMany],
  ['has no message', 'BHS|^~\\&|X\rBTS|0\r', { status: 400, code: 'E_HL7_MSH' }],
  ['is empty', '', { status: 400, code: 'E_HL7_MSH' }],
  [
    'is one bare message that is too large',
    `${numbered(1)}NTE|1||${'x'.repeat(largestMessage)}\r`,
    { status: 413, code: 'E_TOO_LARGE' },
  ],
])('When a body %s, then not one entry of it has come', async (_what, text, error) => {
  let seen = 0;
  const read = async (): Promise<void> => {
    for await (const _entry of streamHl7(chunksOf(text, 60_000), profile)) seen += 1;
  };
  await expect(read()).rejects.toMatchObject(error);
  expect(seen).toBe(0);
});

test('When one message of several is too large, then it alone is refused', async () => {
  const large = `${numbered(2)}NTE|1||${'x'.repeat(largestMessage)}\r`;
  const entries = await stream(numbered(1) + large + numbered(4), 60_000);
  expect(entries.map(({ row, report }) => `${row} ${report !== undefined}`)).toEqual(
    ['1 true', '1 true', '2 false', '4 true', '4 true'].map((line) => line.replace('4', '3')),
  );
});
