import { expect, test } from 'vitest';
import { header, lines, obr, obx, pid, withFields } from '../../test/hl7.ts';
import { createBatchAnswer } from './batch-answer.ts';
import { createHl7Splitter } from './split-hl7.ts';

const now = new Date('2024-01-15T15:30:00.123Z');
const numbered = (number: number): string => lines(withFields(header, { 10: `M${number}` }), pid, obr, obx);
const headOf = (id: 'FHS' | 'BHS', control: string): string =>
  `${id}|^~\\&|QUEST|LAB001|PORTAL|SYSTEM|20240115||||${control}\r`;
const fault = { pointer: '', code: 'E_HL7_BATCH', message: 'Wrong.' };

/** Segments of the answer, as far as they are of the batch: what acknowledgements hold is told by its first two. */
const answerTo = (sent: string, ofBatch = [] as (typeof fault)[]): string[] => {
  let id = 0;
  const answer = createBatchAnswer({ now, newControlId: () => `C${++id}` });
  const splitter = createHl7Splitter();
  const pieces = [...splitter.push(Buffer.from(sent)), ...splitter.end()].filter(({ number }) => number > 0);
  const text = pieces.map((piece) => answer.message(piece, { problems: [] })).join('') + answer.end(ofBatch);
  return text.split('\r').filter((line) => /^(?:[FB][HT]S|MSA)/.test(line));
};

test('A batch is answered with a batch that names it, and counts its own messages', () => {
  const sent = `${headOf('BHS', 'B-7')}${numbered(1)}${numbered(2)}BTS|2\r`;
  expect(answerTo(sent)).toEqual([
    'BHS|^~\\&|PORTAL|SYSTEM|QUEST|LAB001|20240115153000+0000||||C1|B-7',
    'MSA|AA|M1|Message accepted',
    'MSA|AA|M2|Message accepted',
    'BTS|2',
  ]);
});

test('A file of batches is answered with a file of as many', () => {
  const one = `${headOf('BHS', 'B-1')}${numbered(1)}BTS|1\r`;
  const two = `${headOf('BHS', 'B-2')}${numbered(2)}${numbered(3)}BTS|2\r`;
  expect(answerTo(`${headOf('FHS', 'F-1')}${one}${two}FTS|2\r`)).toEqual([
    'FHS|^~\\&|PORTAL|SYSTEM|QUEST|LAB001|20240115153000+0000||||C1|F-1',
    'BHS|^~\\&|PORTAL|SYSTEM|QUEST|LAB001|20240115153000+0000||||C2|B-1',
    'MSA|AA|M1|Message accepted',
    'BTS|1',
    'BHS|^~\\&|PORTAL|SYSTEM|QUEST|LAB001|20240115153000+0000||||C4|B-2',
    'MSA|AA|M2|Message accepted',
    'MSA|AA|M3|Message accepted',
    'BTS|2',
    'FTS|2',
  ]);
});

test('Bare messages are answered bare', () => {
  expect(answerTo(numbered(1) + numbered(2))).toEqual([
    'MSA|AA|M1|Message accepted',
    'MSA|AA|M2|Message accepted',
  ]);
});

test('What is wrong with the batch stands within it, in an acknowledgement that names no message', () => {
  expect(answerTo(`${headOf('BHS', 'B-1')}${numbered(1)}`, [fault]).slice(1)).toEqual([
    'MSA|AA|M1|Message accepted',
    'MSA|AE||Wrong.',
    'BTS|2',
  ]);
});

test('A batch header with marks of its own is answered with them, one whose marks are wrong with the usual ones', () => {
  expect(answerTo(`BHS#@$%&#QUEST\r${numbered(1)}`)[0]).toBe(
    'BHS#@$%&#LABSECURE#LABSECURE#QUEST##20240115153000+0000####C1#',
  );
  expect(answerTo(`BHS|^^|QUEST\r${numbered(1)}`)[0]).toMatch(/^BHS\|\^~\\&\|LABSECURE\|LABSECURE\|QUEST\|/);
});
