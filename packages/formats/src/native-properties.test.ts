import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import { LabSecureError } from '@labsecure/contracts/errors';
import { isError } from '@labsecure/contracts/problem';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { damaged, damagesOf, jsonPieces } from '../test/any-canonical.ts';
import { anyReport, print } from '../test/any-report.ts';
import { cbc, members, type NativeOutcome, parseNative, parseText } from '../test/native.ts';
import { readValue } from './quantity.ts';

/** Runs it and allows what is documented: a report, named faults, or one of the errors for a body as a whole. */
const outcomeOf = (bytes: Uint8Array): NativeOutcome => {
  try {
    const outcome = parseNative(bytes);
    expect(outcome.reports.length > 0).toBe(!outcome.problems.some(isError));
    return outcome;
  } catch (error) {
    if (!(error instanceof LabSecureError)) throw error;
    expect(['E_EMPTY', 'E_CHARSET', 'E_JSON', 'E_FORBIDDEN']).toContain(error.code);
    expect([400, 403]).toContain(error.status);
    return { reports: [], problems: error.problems };
  }
};

const original = Buffer.from(
  JSON.stringify({
    ...cbc,
    patient: { name: 'Li Chen', date_of_birth: '1995-02-14', sex: 'F' },
    results: [
      ...cbc.results,
      { test_code: 'HGB', value: '13.25', unit: 'g/dL' },
      { test_code: 'X', value: -40e2 },
    ],
  }),
);
const damages = damagesOf(original.length, jsonPieces);

test('Whatever happens to the bytes, then they are read or refused with a reason, and every number stands in the bytes', () => {
  fc.assert(
    fc.property(damages, (all) => {
      const bytes = damaged(original, all);
      for (const { value } of outcomeOf(bytes).reports[0]?.observations ?? []) {
        if (value.kind === 'quantity') expect(bytes.toString()).toContain(value.sent);
      }
    }),
    { numRuns: 1500 },
  );
});

const someOf = (value: unknown) => fc.option(fc.constant(value), { nil: undefined, freq: 5 });

test('Whatever JSON comes, also under the known keys, then it never crashes', () => {
  const any = fc.jsonValue({ maxDepth: 3 });
  const one = (keys: string[]) =>
    fc.record(Object.fromEntries(keys.map((key) => [key, any])), { requiredKeys: [] });
  const bodies = fc.record(
    {
      lab_id: someOf('LAB001'),
      patient_id: fc.oneof(any, fc.constant('P1')),
      test_type: fc.oneof(any, fc.constant('other')),
      test_date: fc.oneof(any, fc.constant('2024-01-15')),
      status: any,
      accession_number: any,
      notes: any,
      patient: fc.oneof(any, one(['name', 'date_of_birth', 'sex'])),
      physician: fc.oneof(any, one(['name', 'npi'])),
      results: fc.oneof(
        any,
        fc.array(one(['test_code', 'value', 'unit', 'is_abnormal', 'flag']), { maxLength: 3 }),
      ),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(any, bodies), (body) => {
      outcomeOf(Buffer.from(JSON.stringify(body)));
    }),
    { numRuns: 700 },
  );
});

const present = (object: object): object =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

test('Whatever the report, then it comes back the same when it is written down and read again', () => {
  fc.assert(
    fc.property(anyReport, ({ id, person, texts, provider, panel, observations, ...rest }) => {
      const values = observations.map(({ sent }) => readValue(sent));
      fc.pre(values.every((value) => typeof value !== 'string'));
      const report = {
        ...rest,
        patient: { id, ...present(person) },
        lab_id: 'LAB001',
        panel: { id: panel },
        ...present(texts),
        ...(provider && { ordering_provider: present(provider) }),
        observations: observations.map(({ code, notes, texts: more }, at) => ({
          pointer: `/results/${at}`,
          code,
          value: values[at],
          notes,
          ...present(more),
        })),
        pointers: { collected_at: '/collected_at', reported_at: '/reported_at', members },
      } as CanonicalReport;
      expect(parseText(print(report))).toEqual({ reports: [report], problems: [] });
    }),
    { numRuns: 500 },
  );
});
