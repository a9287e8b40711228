import { readdirSync, readFileSync } from 'node:fs';
import { LabSecureError } from '@labsecure/contracts/errors';
import { isError, type Problem } from '@labsecure/contracts/problem';
import { expect, test } from 'vitest';
import { profile } from '../../test/fhir.ts';
import { textOf } from '../text.ts';
import { readFhir } from './read-fhir.ts';

const folder = new URL('../../test/fixtures/fhir/', import.meta.url);
const samples = readdirSync(folder).filter((name) => !name.endsWith('.tsv'));

const codesOf = (problems: Problem[]): string => {
  const sorted = [...new Set(problems.map(({ code }) => code))].sort();
  return (
    sorted.some((code) => code.startsWith('E_')) ? sorted.filter((code) => code.startsWith('E_')) : sorted
  ).join(' ');
};

/** One line of outcomes.tsv, from which the table in docs/ is made. */
const outcomeOf = (name: string): string => {
  const bytes = readFileSync(new URL(name, folder));
  try {
    const { entries, problems } = readFhir(textOf(bytes), profile);
    const accepted = entries.filter(({ report }) => report).length;
    const all = [...problems, ...entries.flatMap((entry) => entry.problems)];
    const outcome = accepted === 0 ? 'refused' : accepted < entries.length ? 'partly' : 'accepted';
    return [name, outcome, accepted, codesOf(all)].join('\t');
  } catch (error) {
    if (!(error instanceof LabSecureError)) throw error;
    return [name, 'refused', 0, error.code].join('\t');
  }
};

test('When each of the public samples is read, then the outcome is the one on record', async () => {
  const table = ['file\toutcome\tresults\tcodes', ...samples.map(outcomeOf), ''].join('\n');
  await expect(table).toMatchFileSnapshot('../../test/fixtures/fhir/outcomes.tsv');
});

test.each(samples)('When %s is read, then every number of it stands in the file', (name) => {
  const text = readFileSync(new URL(name, folder), 'utf8').replace(/^\uFEFF/, '');
  try {
    for (const { report, problems } of readFhir(text, profile).entries) {
      expect(report === undefined).toBe(problems.some(isError));
      for (const { value } of report?.observations ?? []) {
        if (value.kind === 'quantity') expect(text).toContain(value.sent.replace(/^[<>]=?/, ''));
      }
    }
  } catch (error) {
    expect(error).toBeInstanceOf(LabSecureError);
  }
});
