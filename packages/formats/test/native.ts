import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import { LabSecureError } from '@labsecure/contracts/errors';
import type { Problem } from '@labsecure/contracts/problem';
import { parse } from '../src/parse.ts';

export const profile = { lab_id: 'LAB001', time_zone: 'America/New_York' };

/** The documented example of the native format. */
export const cbc = {
  patient_id: 'P123456',
  lab_id: 'LAB001',
  lab_name: 'Quest Diagnostics',
  test_type: 'complete_blood_count',
  test_date: '2024-01-15T10:30:00Z',
  physician: { name: 'Dr. Sarah Johnson', npi: '1234567890' },
  results: [
    {
      test_code: 'WBC',
      test_name: 'White Blood Cell Count',
      value: 7.5,
      unit: '10^3/uL',
      reference_range: '4.5-11.0',
      is_abnormal: false,
    },
  ],
  notes: 'Fasting sample.',
};

/** What the parts of an observation are called in this format. */
export const members = { code: '/test_code', value: '/value', unit: '/unit', range: '/reference_range' };

/** What a body of this format holds: one report, or what is wrong with it. */
export interface NativeOutcome {
  reports: CanonicalReport[];
  problems: Problem[];
}

export const parseNative = (bytes: Uint8Array, mediaType = 'application/json'): NativeOutcome => {
  const { entries, problems } = parse(bytes, mediaType, profile);
  const [entry] = entries;
  if (entries.length !== 1 || entry === undefined || problems.length > 0) throw new Error('not one entry');
  return { reports: entry.report ? [entry.report] : [], problems: entry.problems };
};

export const parseText = (text: string): NativeOutcome =>
  parseNative(Buffer.from(text), 'application/json; charset=utf-8');

/** The example with some keys changed. */
export const parseBody = (change: object): NativeOutcome => parseText(JSON.stringify({ ...cbc, ...change }));

/** A result of one value, with some keys of it changed. */
export const parseResult = (change: object, more: object = {}): NativeOutcome =>
  parseBody({ results: [{ test_code: 'WBC', value: 1, unit: 'K/uL', ...change }], ...more });

/** The example with the characters of its number replaced. */
export const parseNumber = (characters: string): NativeOutcome =>
  parseText(JSON.stringify(cbc).replace('7.5', characters));

export const faultsOf = ({ problems }: NativeOutcome): string[] =>
  problems.map(({ pointer, code }) => `${code} ${pointer}`);

/** What was thrown, when it is one of the documented errors; anything else is thrown on. */
export const thrownBy = (run: () => unknown): LabSecureError => {
  try {
    run();
  } catch (error) {
    if (error instanceof LabSecureError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

/** The one report of a body without faults. */
export const only = (outcome: NativeOutcome): CanonicalReport => {
  const [report] = outcome.reports;
  if (report === undefined) throw new Error(`no report: ${faultsOf(outcome).join(', ')}`);
  return report;
};
