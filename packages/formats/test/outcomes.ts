import { readdirSync, readFileSync } from 'node:fs';
import { LabSecureError } from '@labsecure/contracts/errors';
import type { Problem } from '@labsecure/contracts/problem';
import type { LabProfile, ParseOutcome } from '../src/profile.ts';
import { textOf } from '../src/text.ts';

const codesOf = (problems: Problem[]): string => {
  const sorted = [...new Set(problems.map(({ code }) => code))].sort();
  const errors = sorted.filter((code) => code.startsWith('E_'));
  return (errors.length > 0 ? errors : sorted).join(' ');
};

/**
 * The public samples of a format, and what a reader makes of them.
 * @param format name of its folder in fixtures/
 */
export const samplesOf = (
  format: string,
  read: (text: string, profile: LabProfile) => ParseOutcome,
  profile: LabProfile,
) => {
  const folder = new URL(`fixtures/${format}/`, import.meta.url);
  const names = readdirSync(folder).filter((name) => !name.endsWith('.tsv'));
  const bytesOf = (name: string): Buffer => readFileSync(new URL(name, folder));

  const lineOf = (name: string): string => {
    try {
      const { entries, problems } = read(textOf(bytesOf(name)), profile);
      const accepted = entries.filter(({ report }) => report).length;
      const all = [...problems, ...entries.flatMap((entry) => entry.problems)];
      const outcome = accepted === 0 ? 'refused' : accepted < entries.length ? 'partly' : 'accepted';
      return [name, outcome, accepted, codesOf(all)].join('\t');
    } catch (error) {
      if (!(error instanceof LabSecureError)) throw error;
      return [name, 'refused', 0, error.code].join('\t');
    }
  };
  return {
    names,
    bytesOf,
    /** As in outcomes.tsv: what the reader alone makes of them. What the platform answers stands in docs/samples.md. */
    outcomes: (): string => ['file\toutcome\tresults\tcodes', ...names.map(lineOf), ''].join('\n'),
  };
};
