import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  faultsOf,
  header,
  lines,
  message,
  obr,
  obx,
  pid,
  profile,
  read,
  withFields,
} from '../../test/hl7.ts';
import { thrownBy } from '../../test/native.ts';
import { readHl7Piece } from './read-hl7.ts';
import { createHl7Splitter, type Hl7Piece, largestMessage } from './split-hl7.ts';

setFlagsFromString('--expose-gc');
const gc: () => void = runInNewContext('gc');
/** Takes away what nobody holds. When that is done by itself depends on the machine; the second time waits for the first. */
const collect = (): void => {
  gc();
  gc();
};

const envelope = (id: string): string => `${id}|^~\\&|QUEST|LAB001\r`;
const numbered = (number: number): string =>
  lines(withFields(header, { 10: `M${number}` }), pid, withFields(obr, { 3: `A${number}` }), obx);
const batch = (count: number, told = count): string =>
  `${envelope('FHS')}${envelope('BHS')}${Array.from({ length: count }, (_, at) => numbered(at + 1)).join('')}BTS|${told}\rFTS|1\r`;

async function* inChunks(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function* splitHl7(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Hl7Piece> {
  const splitter = createHl7Splitter();
  for await (const chunk of chunks) yield* splitter.push(chunk);
  yield* splitter.end();
}

const all = async (pieces: AsyncIterable<Hl7Piece>): Promise<Hl7Piece[]> => {
  const found: Hl7Piece[] = [];
  for await (const piece of pieces) found.push(piece);
  return found;
};
const split = (text: string | Uint8Array, size = 50): Promise<Hl7Piece[]> =>
  all(splitHl7(inChunks(Buffer.from(text), size)));

const textsOf = (pieces: Hl7Piece[]): string[] => pieces.map(({ bytes }) => Buffer.from(bytes).toString());
const codesOf = (pieces: Hl7Piece[]): string[] =>
  pieces.flatMap(({ problems }) => problems.map(({ code, pointer }) => `${code} ${pointer}`));

describe('a stream', () => {
  test.each([1, 2, 3, 7, 64, 100_000])(
    'When it comes %d bytes at a time, then each message is whole',
    async (size) => {
      const pieces = await split(batch(3), size);
      expect(textsOf(pieces)).toEqual([numbered(1), numbered(2), numbered(3)]);
      expect(pieces.map(({ number }) => number)).toEqual([1, 2, 3]);
      expect(codesOf(pieces)).toEqual([]);
    },
  );

  test.each(['\n', '\r\n', '\r\r\n'])(
    'When lines end with %j, then bytes are those that came',
    async (end) => {
      const text = batch(2).replaceAll('\r', end);
      expect(textsOf(await split(text, 5))).toEqual([1, 2].map((at) => numbered(at).replaceAll('\r', end)));
    },
  );

  test('When messages come bare, or framed for the wire, then they are split just so', async () => {
    expect(textsOf(await split(`\uFEFF${numbered(1)}${numbered(2)}`))).toEqual([numbered(1), numbered(2)]);
    const framed = [1, 2].map((at) => `\v${numbered(at)}\u001c\r`).join('');
    expect(textsOf(await split(framed))).toEqual([numbered(1), numbered(2)]);
    expect(codesOf(await split(framed))).toEqual([]);
  });

  test('When one message is too large, then that is its problem and not that of the others', async () => {
    const large = `${numbered(2)}NTE|1||${'x'.repeat(largestMessage)}\rNTE|2||y\r`;
    const pieces = await split(`${numbered(1)}${large}${numbered(3)}`, 100_000);
    expect(codesOf(pieces)).toEqual(['E_TOO_LARGE ']);
    expect(textsOf(pieces)).toEqual([numbered(1), large.slice(0, pieces[1]?.bytes.length), numbered(3)]);
    expect(pieces[1]?.bytes.length).toBeLessThan(5000);
  });

  test('When a line that is too long goes on with what looks like a header, then it is none', async () => {
    async function* chunks() {
      yield Buffer.from(`${numbered(1)}NTE|1||${'x'.repeat(largestMessage)}`);
      yield Buffer.from('MSH|^~\\&|');
    }
    const pieces = await all(splitHl7(chunks()));
    expect(pieces.map(({ number }) => number)).toEqual([1]);
    expect(codesOf(pieces)).toEqual(['E_TOO_LARGE ']);
  });

  test.each([
    ['a message', `${'NTE|1||x'.repeat(8192)}\r`],
    ['a line', 'NTE|1||x'.repeat(8192)],
  ])('When %s goes on for 120 MB, then what is too much is not kept', async (_what, text) => {
    const before = process.memoryUsage().arrayBuffers;
    async function* chunks() {
      yield Buffer.from(numbered(1));
      for (let given = 0; given < 120_000_000; given += text.length) yield Buffer.from(text);
      collect();
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(80_000_000);
    }
    expect(codesOf(await all(splitHl7(chunks())))).toEqual(['E_TOO_LARGE ']);
  });

  test('When it is 25 MB of messages, then never more than one and a chunk are held', async () => {
    const one = Buffer.from(numbered(1).repeat(100));
    let held = 0;
    let given = 0;
    async function* many(): AsyncIterable<Uint8Array> {
      for (let at = 0; at < 25_000_000 / one.length; at += 1) {
        given += one.length;
        yield one;
      }
    }
    let taken = 0;
    for await (const { bytes } of splitHl7(many())) {
      held = Math.max(held, given - taken);
      taken += bytes.length;
    }
    expect(taken).toBe(given);
    expect(held).toBeLessThan(2 * one.length + 1000);
  });

  test('When it is one line of 25 MB, or none but line ends, then it is refused in one pass', async () => {
    expect(codesOf(await split('x'.repeat(25_000_000), 65_536))).toEqual(['E_HL7_MSH ']);
    expect(codesOf(await split('\r'.repeat(5_000_000), 65_536))).toEqual(['E_HL7_MSH ']);
    expect(codesOf(await split(numbered(1) + '\r'.repeat(5_000_000), 65_536))).toEqual(['E_TOO_LARGE ']);
  });

  test('Whatever the chunks, then the messages are the same', async () => {
    const bytes = Buffer.from(batch(4));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 20 }), async (cuts) => {
        const places = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
        async function* chunks() {
          for (const [at, place] of places.entries()) yield bytes.subarray(place, places[at + 1]);
        }
        expect(textsOf(await all(splitHl7(chunks())))).toEqual([1, 2, 3, 4].map(numbered));
      }),
    );
  });
});

describe('a batch', () => {
  test.each([
    ['a wrong count', batch(2, 3), ['E_HL7_BATCH /BTS-1']],
    ['a wrong count of batches', batch(1).replace('FTS|1', 'FTS|2'), ['E_HL7_BATCH /FTS-1']],
    ['no end', batch(2).split('BTS')[0] ?? '', ['E_HL7_BATCH /BTS', 'E_HL7_BATCH /FTS']],
    ['lines outside of any message', `PID|1\r${batch(1)}`, ['E_HL7_BATCH ']],
    ['no count', batch(2).replace('BTS|2', 'BTS'), []],
    ['a comment beside the count', batch(2).replace('BTS|2', 'BTS|2|All'), []],
  ])('When it has %s, then that is told and its messages are read', (_what, text, faults) => {
    const entries = read(text);
    expect(faultsOf(entries)).toEqual(faults);
    expect(entries.filter(({ report }) => report).length).toBeGreaterThan(0);
    if (faults.length > 0) expect(entries.at(-1)).not.toHaveProperty('row');
  });

  test('When there are two batches in a file, then each is counted by itself', () => {
    const one = `${envelope('BHS')}${numbered(1)}BTS|1\r`;
    const other = `${envelope('BHS')}${numbered(2)}${numbered(3)}BTS|2\r`;
    const entries = read(`${envelope('FHS')}${one}${other}FTS|2\r`);
    expect(faultsOf(entries)).toEqual([]);
    expect(entries.map(({ row }) => row)).toEqual([1, 2, 3]);
  });

  test('When one message is bad, then the others are accepted, each with its number and its bytes', () => {
    const entries = read(batch(3).replace('M2|P|2.5.1', 'M2|P|9'));
    expect(entries.map(({ row, report }) => [row, report?.accession_number])).toEqual([
      [1, 'A1'],
      [2, undefined],
      [3, 'A3'],
    ]);
    expect(faultsOf(entries)).toEqual(['E_HL7_VERSION /MSH-12']);
    expect(Buffer.from(entries[2]?.slice ?? []).toString()).toBe(numbered(3));
  });

  test('When a message of it holds two results, then each has a slice of its own', () => {
    const two = message(obx, withFields(obr, { 3: 'B' }), obx);
    const entries = read(`${envelope('BHS')}${two}BTS|1\r`);
    expect(entries.map(({ row }) => row)).toEqual([1, 1]);
    expect(entries.map(({ slice }) => Buffer.from(slice ?? []).toString())).toEqual([
      message(obx),
      lines(header, pid, withFields(obr, { 3: 'B' }), obx),
    ]);
  });

  test('When there is no message in it, then it is refused as a whole', () => {
    expect(thrownBy(() => read(`${envelope('BHS')}BTS|0\r`))).toMatchObject({
      code: 'E_HL7_MSH',
      status: 400,
    });
  });

  test('When a message of it names another lab, then all of it is forbidden', () => {
    expect(thrownBy(() => read(batch(2).replace('LAB001|PORTAL', 'LAB002|PORTAL')))).toMatchObject({
      status: 403,
      message: expect.stringContaining('MSH-4 of message 1 '),
    });
  });

  test('When a message is not in its character set, then only that is refused', () => {
    const bytes = Buffer.from(numbered(1).replace('Smith', 'Müller'), 'latin1');
    expect(faultsOf(readHl7Piece({ number: 1, bytes, problems: [] }, profile))).toEqual(['E_CHARSET ']);
  });
});
