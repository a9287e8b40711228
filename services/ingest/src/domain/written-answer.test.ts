import {
  type AcceptedEntry,
  type RefusedEntry,
  SeveralAnswer,
  ValidateAnswer,
} from '@labsecure/contracts/api';
import { createHl7Splitter } from '@labsecure/formats/hl7/split-hl7';
import { Compile } from 'typebox/compile';
import { describe, expect, test } from 'vitest';
import { hl7Message } from '../testing/same-report.ts';
import {
  mostListed,
  type OfMessage,
  type WrittenAnswer,
  writtenAcknowledgements,
  writtenSeveral,
  writtenVerdicts,
} from './written-answer.ts';

const id = '13b0e3ef-1ce5-5881-a95a-d351a4c46e3c';
const fault = { pointer: '/2', code: 'E_NO_VALUE', message: 'No "value".' };
const accepted = (row: number): AcceptedEntry => ({
  row,
  result_id: id,
  submission_id: id,
  status: 'RECEIVED',
  warnings: [],
});
const refused = (row: number): RefusedEntry => ({ row, status: 'REFUSED', errors: [fault] });
const written = <T>({ take, end }: WrittenAnswer<T>, all: T[]): string => all.map(take).join('') + end();

describe('in JSON', () => {
  const several = Compile(SeveralAnswer);

  test.each([
    ['good and bad', [refused(2), accepted(4), refused(6), accepted(8)]],
    ['one', [accepted(2)]],
    ['none', []],
  ])('%s are an answer of the usual shape', (_what, all) => {
    const answer = JSON.parse(written(writtenSeveral(), all));
    expect(several.Check(answer)).toBe(true);
    const good = all.filter(({ status }) => status === 'RECEIVED').length;
    expect(answer).toEqual({ results: all, accepted: good, refused: all.length - good });
  });

  test('Of very many refused only so many are listed, all are counted, and it is said', () => {
    const all = [...Array.from({ length: mostListed + 7 }, (_, at) => refused(at)), accepted(1), refused(2)];
    const answer = JSON.parse(written(writtenSeveral(), all));
    expect(several.Check(answer)).toBe(true);
    expect(answer).toMatchObject({ accepted: 1, refused: mostListed + 8 });
    expect(answer.results).toHaveLength(mostListed + 1);
    expect(answer.warnings).toMatchObject([
      { code: 'W_MORE_REFUSED', message: expect.stringMatching(/^8 more/) },
    ]);
  });

  test('Verdicts are an answer of the usual shape', () => {
    const verdicts = [
      { row: 2, valid: true, panel: 'CBC', observations: 2, errors: [], warnings: [] },
      { row: 4, valid: false, errors: [fault], warnings: [] },
    ];
    const answer = JSON.parse(written(writtenVerdicts(), verdicts));
    expect(Compile(ValidateAnswer).Check(answer)).toBe(true);
    expect(answer).toEqual({ results: verdicts, valid: 1, refused: 1 });
  });
});

describe('in acknowledgements', () => {
  const splitter = createHl7Splitter();
  const body = `BHS|^~\\&|X\r${hl7Message('1')}${hl7Message('2')}${hl7Message('3')}`;
  const pieces = [...splitter.push(Buffer.from(body)), ...splitter.end()];
  const of = (number: number, told: OfMessage['told']): OfMessage => {
    const piece = pieces.find((one) => one.number === number);
    return { told, ...(piece && { piece }) };
  };
  const writer = () => writtenAcknowledgements({ now: new Date(0), newControlId: () => 'C' });
  const segments = (text: string): string[] =>
    text.split('\r').filter((line) => /^(?:MSA|ERR|B[HT]S)/.test(line));

  test('Results of one message are acknowledged together, messages in their order, the batch at the end', () => {
    const all = [
      of(1, accepted(1)),
      of(1, refused(1)),
      of(2, accepted(2)),
      of(3, refused(3)),
      of(0, refused(0)),
    ];
    expect(segments(written(writer(), all)).map((line) => line.split('|').slice(0, 5).join('|'))).toEqual([
      'BHS|^~\\&|LABSECURE|LABSECURE|X',
      'MSA|AE|M-1|No "value".',
      'ERR|||101^Required field missing^HL70357|E',
      'ERR|||0^Message accepted^HL70357|I',
      'MSA|AA|M-2|Message accepted',
      'ERR|||0^Message accepted^HL70357|I',
      'MSA|AE|M-3|No "value".',
      'ERR|||101^Required field missing^HL70357|E',
      'MSA|AE||No "value".',
      'ERR|||101^Required field missing^HL70357|E',
      'BTS|4',
    ]);
  });

  test('A message is acknowledged as soon as the next one begins', () => {
    const { take } = writer();
    expect(take(of(1, accepted(1)))).toBe('');
    expect(take(of(2, accepted(2)))).toContain('MSA|AA|M-1');
  });
});
