import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import { LabSecureError } from '@labsecure/contracts/errors';
import { isError } from '@labsecure/contracts/problem';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyCanonical, damaged, damagesOf, withoutPlaces } from '../../test/any-canonical.ts';
import { chunksOf, collect, smallLab, tableOf } from '../../test/table.ts';
import type { Entry } from '../profile.ts';
import { textOf } from '../text.ts';
import { readCsv } from './csv.ts';
import { streamCsv } from './stream.ts';

const names =
  'PatientID,PatientName,DOB,Sex,LabID,LabName,Accession,Panel,Status,CollectedAt,ReportedAt,Specimen,Physician,NPI,Code,TestName,Value,Unit,Range,Flag,Notes';

const rowsOf = (report: CanonicalReport): string[] =>
  report.observations.map((observation) =>
    [
      ...[report.patient.id, report.patient.name, report.patient.birth_date, report.patient.sex],
      ...[report.lab_id, report.lab_name, report.accession_number, report.panel.id, report.status],
      ...[report.collected_at, report.reported_at, report.specimen],
      ...[report.ordering_provider?.name, report.ordering_provider?.npi, observation.code, observation.name],
      ...[
        observation.value.sent,
        observation.unit,
        observation.range,
        observation.flag,
        observation.notes[0],
      ],
    ]
      .map((text) => `"${(text ?? '').replaceAll('"', '""')}"`)
      .join(','),
  );

test('Whatever the report, then it comes back the same when it is written down and read again', () => {
  fc.assert(
    fc.property(anyCanonical, (report) => {
      const { entries } = readCsv(tableOf(rowsOf(report), names), smallLab);
      expect(entries.map(({ problems }) => problems.filter(isError))).toEqual([[]]);
      expect(withoutPlaces(entries[0]?.report)).toEqual(report);
    }),
    { numRuns: 200 },
  );
});

const original = Buffer.from(
  tableOf(
    [
      'P1,SMALL001,2024-01-15T10:30Z,A1,WBC,"White, cells",7.5,10^3/uL,4.5-11.0',
      'P2,SMALL001,2024-01-15T10:30Z,A2,HGB,Hemoglobin,13.25,g/dL,"12 - 16"',
      'P1,SMALL001,2024-01-15T10:30Z,A1,PLT,Platelets,<250.5,10^3/uL,',
      'P3,SMALL001,2024-01-15T10:30Z,,K,Potassium,4.125,mmol/L,3-5',
    ],
    'PatientID,LabID,TestDate,Accession,TestCode,TestName,Value,Unit,RefRange',
  ),
);
const damages = damagesOf(original.length, [
  '"',
  '""',
  ',',
  ';',
  '\n',
  '\r\n',
  '\t',
  '1',
  '.',
  'e9',
  '=',
  '\uFEFF',
]);

const documented = ['E_CSV', 'E_CSV_HEADER', 'E_EMPTY', 'E_CHARSET', 'E_FORBIDDEN'];

/** Runs it and allows what is documented: entries, or one of the errors for a body as a whole. */
const entriesOf = async (read: () => Promise<Entry[]> | Entry[]): Promise<Entry[] | string> => {
  try {
    const entries = await read();
    for (const { report, problems } of entries) expect(report === undefined).toBe(problems.some(isError));
    return entries.toSorted((a, b) => (a.row ?? 0) - (b.row ?? 0));
  } catch (error) {
    if (!(error instanceof LabSecureError)) throw error;
    expect(documented).toContain(error.code);
    return error.code;
  }
};

test('Whatever happens to the bytes, then they are read or refused with a reason, and every number stands in the bytes', async () => {
  await fc.assert(
    fc.asyncProperty(damages, async (all) => {
      const bytes = damaged(original, all);
      const entries = await entriesOf(() => readCsv(textOf(bytes), smallLab).entries);
      if (typeof entries === 'string') return;
      for (const { value } of entries.flatMap(({ report }) => report?.observations ?? [])) {
        if (value.kind === 'quantity') expect(bytes.toString()).toContain(value.sent);
      }
    }),
    { numRuns: 700 },
  );
});

/** Entries as a stream has them, in their order: their places, where it gives any, are those of the whole. */
const inPlace = (entries: Entry[] | string) => {
  if (typeof entries === 'string') return entries;
  return entries.map(({ index, ...entry }, at) => ({ ...entry, at: index ?? at }));
};

test('Whatever the bytes and however they are cut, then the stream says what the whole says', async () => {
  await fc.assert(
    fc.asyncProperty(damages, fc.integer({ min: 1, max: 400 }), async (all, size) => {
      const bytes = damaged(original, all);
      const whole = await entriesOf(() => readCsv(textOf(bytes), smallLab).entries);
      const streamed = await entriesOf(() => collect(streamCsv(chunksOf(bytes, size), smallLab)));
      expect(inPlace(streamed)).toEqual(inPlace(whole));
    }),
    { numRuns: 150 },
  );
});

test('Whatever the damage, then a slice read by itself gives the same result', () => {
  fc.assert(
    fc.property(damages, (all) => {
      let entries: Entry[] = [];
      try {
        entries = readCsv(textOf(damaged(original, all)), smallLab).entries;
      } catch (error) {
        if (!(error instanceof LabSecureError)) throw error;
      }
      for (const { report, slice } of entries) {
        if (report === undefined) continue;
        const again = readCsv(textOf(slice ?? new Uint8Array()), smallLab).entries;
        expect(again.map((entry) => withoutPlaces(entry.report))).toEqual([withoutPlaces(report)]);
      }
    }),
    { numRuns: 250 },
  );
});
