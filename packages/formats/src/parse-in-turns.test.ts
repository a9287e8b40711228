import { LabSecureError } from '@labsecure/contracts/errors';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { damaged, damagesOf } from '../test/any-canonical.ts';
import { smallLab, tableOf } from '../test/table.ts';
import { type ParseOutcome, parse } from './parse.ts';
import { parseInTurns } from './parse-in-turns.ts';

const results = 150;
const numbers = Array.from({ length: results }, (_, number) => number);
const note = 'x'.repeat(100);
/** The rows of each result are as far apart as they can be; every tenth has no accession number. */
const rowsOf = (code: string): string[] =>
  numbers.map(
    (number) =>
      `P${number},SMALL001,2024-01-15T10:30Z,${number % 10 === 0 ? '' : `A${number}`},${code},${number}.5,"${note}"`,
  );
const table = tableOf(
  [...rowsOf('WBC'), ...rowsOf('HGB')],
  'PatientID,LabID,TestDate,Accession,Code,Value,Notes',
);
const message = (number: number): string =>
  [
    `MSH|^~\\&|LIS|SMALL001|LS|LS|20240115103000||ORU^R01|M${number}|P|2.5`,
    `PID|1||P${number}||Müller^Jo`,
    `OBR|1||A${number}|CBC^Complete Blood Count|||20240115103000-0500|||||||||||||||20240115103000-0500|||F`,
    'OBX|1|NM|WBC^White Blood Cells||7.5|10*3/uL|4.5-11.0|N|||F',
    `NTE|1||${note}`,
    '',
  ].join('\r');
const batch = `BHS|^~\\&|LIS|SMALL001\r${numbers.map(message).join('')}BTS|${results}\r`;

const csv = 'text/csv';
const hl7 = 'application/hl7-v2';
const bodies: [what: string, type: string, body: Buffer][] = [
  ['a table', csv, Buffer.from(table)],
  ['a batch', hl7, Buffer.from(batch)],
  ['bare messages', hl7, Buffer.from(numbers.map(message).join(''))],
  ['a batch that is not UTF-8', hl7, Buffer.from(batch, 'latin1')],
  ['one long message', hl7, Buffer.from(message(1) + `NTE|2||${note}\r`.repeat(results))],
  ['one message in a batch', hl7, Buffer.from(`BHS|^~\\&\r${message(1)}BTS|1\r${' '.repeat(20_000)}`)],
  ['an envelope without a message', hl7, Buffer.from(`BHS|^~\\&\rBTS|0\r${' '.repeat(20_000)}`)],
  ['nothing but blanks', csv, Buffer.alloc(20_000, ' ')],
  ['a table that is not UTF-8', csv, Buffer.from(table.replaceAll('x', 'ü'), 'latin1')],
  ['a table of another lab in its last row', csv, Buffer.from(`${table}P1,LAB2,2024-01-15,A,WBC,1,\n`)],
  ['a table that ends within quotes', csv, Buffer.from(`${table}P1,SMALL001,"`)],
];

/** What was read, or what was thrown, word for word. */
const saidBy = async (read: () => ParseOutcome | Promise<ParseOutcome>) => {
  try {
    const { entries, problems } = await read();
    return { problems, entries: entries.map((entry) => ({ ...entry, slice: entry.slice?.toString() })) };
  } catch (error) {
    if (!(error instanceof LabSecureError)) throw error;
    const { code, status, message: sentence, problems } = error;
    return { code, status, sentence, problems };
  }
};
const atOnce = (bytes: Buffer, type: string) => saidBy(() => parse(bytes, type, smallLab));
const inTurns = (bytes: Buffer, type: string, pause = async () => {}) =>
  saidBy(() => parseInTurns(bytes, type, smallLab, pause));

describe.each(bodies)('%s', (_what, type, body) => {
  test('When it is read in turns, then the same is said as when it is read at once', async () => {
    expect(body.length).toBeGreaterThan(16 * 1024);
    expect(await inTurns(body, type)).toEqual(await atOnce(body, type));
  });

  test('When it was damaged, then the same is said still', async () => {
    const damages = damagesOf(body.length, ['"', ',', '\n', '\r', '\rMSH|', '\rBTS|', '\uFEFF', '1', '|']);
    await fc.assert(
      fc.asyncProperty(damages, async (all) => {
        const bytes = damaged(body, all);
        expect(await inTurns(bytes, type)).toEqual(await atOnce(bytes, type));
      }),
      { numRuns: 25 },
    );
  });
});

test.each(bodies.slice(0, 4))(
  'When %s is read, then others have a turn after each result',
  async (_what, type, body) => {
    let turns = 0;
    await inTurns(body, type, async () => {
      turns += 1;
    });
    expect(turns).toBeGreaterThanOrEqual(results);
  },
);
