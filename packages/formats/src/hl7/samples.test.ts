import { readdirSync, readFileSync } from 'node:fs';
import { LabSecureError } from '@labsecure/contracts/errors';
import { isError, type Problem } from '@labsecure/contracts/problem';
import { expect, test } from 'vitest';
import { profile } from '../../test/hl7.ts';
import { textOf } from '../text.ts';
import { acknowledge } from './acknowledge.ts';
import { readHl7 } from './read-hl7.ts';

const folder = new URL('../../test/fixtures/hl7/', import.meta.url);
const samples = readdirSync(folder).filter((name) => !name.endsWith('.tsv'));

const codesOf = (problems: Problem[]): string => {
  const sorted = [...new Set(problems.map(({ code }) => code))].sort();
  const errors = sorted.filter((code) => code.startsWith('E_'));
  return (errors.length > 0 ? errors : sorted).join(' ');
};

/** One line of outcomes.tsv, from which the table in docs/ is made. */
const outcomeOf = (name: string): string => {
  const bytes = readFileSync(new URL(name, folder));
  try {
    const { entries, problems } = readHl7(textOf(bytes), profile);
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
  await expect(table).toMatchFileSnapshot('../../test/fixtures/hl7/outcomes.tsv');
});

test.each(samples)(
  'When %s is read, then every number of it stands in the file, and it is answered',
  (name) => {
    const bytes = readFileSync(new URL(name, folder));
    const problems: Problem[] = [];
    try {
      for (const entry of readHl7(textOf(bytes), profile).entries) {
        problems.push(...entry.problems);
        expect(entry.report === undefined).toBe(entry.problems.some(isError));
        for (const { value } of entry.report?.observations ?? []) {
          if (value.kind === 'quantity')
            expect(bytes.toString()).toContain(value.sent.replace(/^[<>]=?/, ''));
        }
      }
    } catch (error) {
      if (!(error instanceof LabSecureError)) throw error;
      problems.push(...error.problems);
    }
    const answer = acknowledge({ sent: bytes, problems, now: new Date(0), control_id: '1' });
    expect(answer).toMatch(problems.some(isError) ? /\rMSA\S(AE|AR)\S/ : /\rMSA\SAA\S/);
  },
);
