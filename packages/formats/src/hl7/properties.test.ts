import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyReport } from '../../test/any-report.ts';
import { lines, only, read } from '../../test/hl7.ts';
import { readValue } from '../quantity.ts';
import { type Delimiters, encodingCharacters } from './delimiters.ts';
import { escapeText } from './escapes.ts';

const letters: Record<string, string> = { preliminary: 'P', final: 'F', corrected: 'C', cancelled: 'X' };
const timeIn = (at: string): string => at.replace(/^(\d{4})-(\d\d)-(\d\d)T/, '$1$2$3').replaceAll(':', '');

/** Writes a report as ORU^R01, escaping what has to be. */
const print = (report: CanonicalReport, marks: Delimiters): string => {
  const text = (value: string | undefined): string => escapeText(value ?? '', marks);
  const field = (...components: (string | undefined)[]): string => components.map(text).join(marks.component);
  const segment = (id: string, fields: Record<number, string>): string => {
    const last = Math.max(...Object.keys(fields).map(Number));
    return [id, ...Array.from({ length: last }, (_, at) => fields[at + 1] ?? '')].join(marks.field);
  };
  const { patient, ordering_provider: provider } = report;
  const status = letters[report.status] ?? '';
  const observations = report.observations.flatMap((one, at) => [
    segment('OBX', {
      1: String(at + 1),
      2: 'ST',
      3: field(one.code, one.name),
      5: text(one.value.sent),
      6: text(one.unit),
      7: text(one.range),
      8: text(one.flag),
      11: status,
    }),
    ...one.notes.map((note) => segment('NTE', { 3: text(note) })),
  ]);
  const id = field(provider?.npi, provider?.name) + (provider?.npi ? `${marks.component.repeat(11)}NPI` : '');
  return lines(
    segment('MSH', {
      1: encodingCharacters(marks),
      6: '20240115-0500'.replace('-', '103000-'),
      8: field('ORU', 'R01'),
      9: '1',
      10: 'P',
      11: '2.5.1',
    }),
    segment('PID', {
      3: field(patient.id, '', '', 'LAB001', 'MR'),
      5: text(patient.name),
      7: (patient.birth_date ?? '').replaceAll('-', ''),
      8: patient.sex ?? '',
    }),
    segment('OBR', {
      3: text(report.accession_number),
      4: report.panel.id === 'other' ? field('', report.panel.name) : report.panel.id,
      7: timeIn(report.collected_at),
      16: provider ? id : '',
      22: timeIn(report.reported_at),
      25: status,
    }),
    ...report.notes.map((note) => segment('NTE', { 3: text(note) })),
    ...observations,
    segment('SPM', { 4: field('', report.specimen) }),
  );
};

const present = (object: object): object =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

const anyMarks = fc
  .shuffledSubarray([...'|^~\\&#@$%!*;'], { minLength: 5, maxLength: 6 })
  .map(([field = '', component = '', repetition = '', mark = '', subcomponent = '', truncation]) => ({
    ...{ field, component, repetition, escape: mark, subcomponent },
    ...(truncation !== undefined && { truncation }),
  }));

test('Whatever the report and the delimiters, then it comes back the same when it is written down and read again', () => {
  fc.assert(
    fc.property(anyReport, anyMarks, (any, marks) => {
      const { id, person, texts, provider, panel, status, observations, ...rest } = any;
      // Two quotes are HL7's word for nothing.
      fc.pre(!JSON.stringify(any).includes('\\"\\"') && letters[status] !== undefined);
      const values = observations.map(({ sent }) => readValue(sent));
      fc.pre(values.every((value) => typeof value !== 'string'));
      const { lab_name: _, ...kept } = texts;
      const report = {
        ...rest,
        status,
        patient: { id, name: 'Li Chen', ...present(person) },
        lab_id: 'LAB001',
        panel: panel === 'other' ? { id: panel, name: 'Local panel' } : { id: panel },
        ...present(kept),
        ...(provider && { ordering_provider: present(provider) }),
        observations: observations.map(({ code, notes, texts: more }, at) => ({
          pointer: observations.length > 1 ? `/OBX[${at + 1}]` : '/OBX',
          code,
          value: values[at],
          notes,
          ...present(more),
        })),
        pointers: {
          collected_at: '/OBR-7',
          reported_at: '/OBR-22',
          members: { code: '-3', value: '-5', unit: '-6', range: '-7', status: '-11' },
        },
      } as CanonicalReport;
      const entries = read(print(report, marks));
      expect(entries.flatMap(({ problems }) => problems)).toEqual([]);
      expect(only(entries)).toEqual(report);
    }),
    { numRuns: 500 },
  );
});
