import { LabSecureError } from '@labsecure/contracts/errors';
import { isError } from '@labsecure/contracts/problem';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { damaged, damagesOf } from '../../test/any-canonical.ts';
import { header, lines, message, obr, obx, pid, profile, withFields } from '../../test/hl7.ts';
import type { Entry } from '../profile.ts';
import { textOf } from '../text.ts';
import { acknowledge } from './acknowledge.ts';
import { readHl7, readHl7Message } from './read-hl7.ts';
import { createHl7Splitter } from './split-hl7.ts';

const now = new Date(0);

/** Runs it and allows what is documented: reports, named faults, or one of the errors for a body as a whole. */
const outcomeOf = (run: () => Entry[]): Entry[] => {
  try {
    const entries = run();
    for (const { report, problems } of entries) expect(report === undefined).toBe(problems.some(isError));
    return entries;
  } catch (error) {
    if (!(error instanceof LabSecureError)) throw error;
    expect([400, 403, 413]).toContain(error.status);
    expect(error.code).toMatch(/^E_(HL7_\w+|EMPTY|CHARSET|FORBIDDEN|TOO_\w+)$/);
    return [{ problems: error.problems }];
  }
};

const original = Buffer.from(
  message(
    'NTE|1||Fasting.',
    obx,
    withFields(obx, { 1: '2', 2: 'ST', 3: 'HGB^Hemoglobin', 5: '13.25', 6: 'g/dL' }),
    withFields(obx, { 1: '3', 2: 'SN', 3: 'GLU', 5: '>^600' }),
    withFields(obx, { 1: '4', 2: 'TX', 3: 'X', 5: 'a\\T\\b~c' }),
    withFields(obr, { 1: '2', 3: 'B', 4: 'LIPID' }),
    withFields(obx, { 1: '1', 3: 'CHOL', 5: '182' }),
    'SPM|1|||SER^Serum',
  ),
);
const pieces = [
  '|',
  '^',
  '~',
  '\\',
  '&',
  '\r',
  '\n',
  '""',
  '1',
  '.',
  'e9',
  '-',
  '\\X41\\',
  'OBX|',
  'PID|1',
  '\v',
  '\0',
];
const damages = damagesOf(original.length, pieces);

test('Whatever happens to the bytes, then they are read or refused with a reason, every number stands in them, and there is an answer', () => {
  fc.assert(
    fc.property(damages, (all) => {
      const bytes = damaged(original, all);
      const entries = outcomeOf(() => readHl7(textOf(bytes), profile).entries);
      outcomeOf(() => readHl7Message(bytes, profile));
      for (const { value } of entries.flatMap(({ report }) => report?.observations ?? [])) {
        if (value.kind === 'quantity') expect(bytes.toString()).toContain(value.sent.replace(/^[<>]=?/, ''));
      }
      const problems = entries.flatMap((entry) => entry.problems);
      const code = problems.some(isError) ? /MSA\S(AE|AR)/ : /MSA\SAA/;
      expect(acknowledge({ sent: bytes, problems, now, control_id: '1' })).toMatch(code);
    }),
    { numRuns: 1000 },
  );
});

test('When one byte after another is cut off the end, then no value is ever other than it was sent', () => {
  const sent = ['7.50', '13.25', '>600', 'a&b\nc', '182'];
  for (let end = 0; end < original.length; end += 1) {
    const cut = original.subarray(0, end);
    for (const { report } of outcomeOf(() => readHl7(textOf(cut), profile).entries)) {
      for (const { value } of report?.observations ?? []) expect(sent).toContain(value.sent);
    }
  }
});

test('Whatever segments come in whatever order, then it never crashes, and no result is without a patient', () => {
  const segments = fc.constantFrom(
    ...[
      header,
      pid,
      obr,
      obx,
      withFields(pid, { 3: 'P2' }),
      'ORC|RE|1|2',
      'NTE|1||x',
      'SPM|1|||SER',
      'PV1|1',
      'ZZZ|1',
    ],
    ...['BHS|^~\\&|', 'BTS|1', 'FHS|^~\\&|', 'FTS|1', 'DSC|', withFields(obx, { 2: 'ED' }), 'MSH|^~\\&'],
  );
  fc.assert(
    fc.property(fc.array(segments, { maxLength: 14 }), fc.boolean(), (all, headed) => {
      const text = lines(...(headed ? [header, pid] : []), ...all);
      const entries = outcomeOf(() => (text === '' ? [] : readHl7(text, profile).entries));
      for (const { report } of entries) if (report) expect(['P234567', 'P2']).toContain(report.patient.id);
    }),
    { numRuns: 1000 },
  );
});

test('Whatever bytes are split, then every byte of a message comes back in its place', () => {
  const parts = fc.array(
    fc.constantFrom('MSH|', 'MSHA', 'BHS|', 'BTS|2', 'PID|1', '\r', '\n', 'x', '\v', '\u001c'),
    {
      maxLength: 30,
    },
  );
  fc.assert(
    fc.property(parts, (all) => {
      const text = all.join('');
      const splitter = createHl7Splitter();
      const found = [...splitter.push(Buffer.from(text)), ...splitter.end()].filter(
        ({ number }) => number > 0,
      );
      let from = 0;
      for (const { bytes } of found) {
        const at = text.indexOf(Buffer.from(bytes).toString(), from);
        expect(at).toBeGreaterThanOrEqual(from);
        from = at + bytes.length;
      }
      const begins = text.split(/[\r\n]/).map((line) => line.replaceAll('\v', '').replaceAll('\u001c', ''));
      expect(found.length).toBeLessThanOrEqual(
        begins.filter((line) => /^MSH(?![A-Za-z0-9])/.test(line)).length,
      );
    }),
    { numRuns: 1000 },
  );
});

test('When a message of a megabyte is read, then it takes one pass', () => {
  const long = [
    withFields(obx, { 2: 'TX', 5: '\\'.repeat(900_000) }),
    withFields(obx, { 2: 'TX', 5: '~'.repeat(900_000) }),
    withFields(obx, { 8: '~'.repeat(900_000) }),
    withFields(obx, { 5: `${'1'.repeat(900_000)}x` }),
    withFields(obx, { 3: '^'.repeat(900_000) }),
    `NTE|1||${' '.repeat(900_000)}x`,
    `NTE|1||${'\\.sp'.repeat(200_000)}`,
    '|'.repeat(900_000),
    'OBX|'.repeat(200_000),
    `${'NTE|1\r'.repeat(150_000)}`,
  ];
  // Where anything goes back over what it has passed, this takes minutes and the runner gives up.
  for (const segment of long) outcomeOf(() => readHl7(message(segment), profile).entries);
  const many = Array.from({ length: 300 }, (_, at) => withFields(obr, { 3: `A${at}` }));
  outcomeOf(() => readHl7(lines(header, pid, `NTE|1||${'x'.repeat(20_000)}`, ...many), profile).entries);
});
