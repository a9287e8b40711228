import { readdirSync, readFileSync } from 'node:fs';
import { LabSecureError } from '@labsecure/contracts/errors';
import type { Lab } from '@labsecure/contracts/labs';
import { isError, type Problem } from '@labsecure/contracts/problem';
import { validateSubmission } from '../domain/validate-submission.ts';
import { createDropWorld } from './drop-world.ts';

/** What became of a file. */
export interface Outcome {
  file: string;
  accepted: number;
  refused: number;
  /** Why results were refused, and the remarks on those that were not. */
  codes: string[];
}

const fixtures = new URL('../../../../packages/formats/test/fixtures/', import.meta.url);

/** Later than anything in the samples: what lies in the future is refused. */
const received_at = new Date('2026-11-01T00:00:00Z');

/** Each sample of a format by its name, in their order. */
const samplesOf = (folder: string): [file: string, bytes: Buffer][] => {
  const at = new URL(`${folder}/`, fixtures);
  const files = readdirSync(at).filter((file) => !file.endsWith('.tsv'));
  return files.sort().map((file) => [file, readFileSync(new URL(file, at))]);
};

/** What the collection expected of each file, in its own words: accept, accept+warn, reject, unsupported/quarantine. */
export const suggestionsFor = (folder: string): Map<string, string> => {
  const manifest = readFileSync(new URL(`${folder}/MANIFEST.tsv`, fixtures), 'utf8');
  const [names = [], ...lines] = manifest
    .trim()
    .split('\n')
    .map((line) => line.split('\t'));
  const column = names.indexOf('suggested_outcome');
  return new Map(lines.map((cells) => [cells[0] ?? '', cells[column] ?? '']));
};

const codesOf = (problems: Problem[]): string[] => [...new Set(problems.map(({ code }) => code))].sort();

const validated = async (file: string, bytes: Buffer, media_type: string, lab: Lab): Promise<Outcome> => {
  try {
    const answer = await validateSubmission({ lab, media_type, bytes, received_at });
    const told = answer.results.flatMap(({ valid, errors, warnings }) => (valid ? warnings : errors));
    const codes = codesOf([...told, ...(answer.warnings ?? [])]);
    return { file, accepted: answer.valid, refused: answer.refused, codes };
  } catch (error) {
    if (!(error instanceof LabSecureError)) throw error;
    const why = codesOf(error.problems.filter(isError));
    return { file, accepted: 0, refused: 0, codes: why.length > 0 ? why : [error.code] };
  }
};

/** What `POST /api/v1/validate` says of each sample of a format, sent by this lab; ingest accepts and refuses the same. */
export const validateSamples = (folder: string, media_type: string, lab: Lab): Promise<Outcome[]> =>
  Promise.all(samplesOf(folder).map(([file, bytes]) => validated(file, bytes, media_type, lab)));

/** What becomes of each patient registry in the drop folder, when nobody is registered yet. */
export const dropRegistries = (): Promise<Outcome[]> =>
  Promise.all(
    samplesOf('patient-registry').map(async ([file, bytes]) => {
      const outcome = await createDropWorld().take(`patients/${file}`, bytes);
      if (outcome.state === 'left-alone') throw new Error('A sample was left alone.');
      return { file, accepted: outcome.accepted, refused: outcome.refused, codes: outcome.codes };
    }),
  );
