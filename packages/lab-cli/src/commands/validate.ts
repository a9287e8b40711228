import { harmless } from '@labsecure/contracts/harmless';
import type { MediaType } from '@labsecure/contracts/vocabulary';
import { mediaTypeOf } from '@labsecure/formats/file-type';
import { type Checked, isSendable, problemsIn } from '../domain/check.ts';
import { type ExitCode, exitCodes } from '../domain/exit-code.ts';
import { tooLarge, unknownType } from '../domain/limits.ts';
import { whyUnreadable } from '../domain/submit.ts';
import { problemLines } from '../output/lines.ts';
import { behind, startProgress } from '../output/progress.ts';
import type { Session } from './session.ts';
import { needFiles, readSource } from './sources.ts';

type Check = (bytes: Uint8Array, mediaType: MediaType) => Promise<Checked>;

export interface ValidateOptions {
  type?: MediaType;
}

interface Validation {
  file: string;
  outcome: 'valid' | 'partly' | 'refused' | 'unreadable';
  media_type?: MediaType;
  results: Checked['results'];
  problems: Checked['problems'];
  detail?: string;
}

const outcomeOf = (checked: Checked): Validation['outcome'] => {
  if (!isSendable(checked)) return 'refused';
  return checked.results.every(({ valid }) => valid) ? 'valid' : 'partly';
};

const validateBytes = async (
  file: string,
  bytes: Uint8Array,
  check: Check,
  type?: MediaType,
): Promise<Validation> => {
  const refused = (problems: Checked['problems']): Validation => ({
    file,
    outcome: 'refused',
    results: [],
    problems,
  });
  const beyondAll = tooLarge(bytes.length);
  if (beyondAll) return refused(beyondAll.problems);
  const media_type = type ?? mediaTypeOf(file, bytes);
  if (media_type === undefined) return refused(unknownType().problems);
  const large = tooLarge(bytes.length, media_type);
  if (large) return { ...refused(large.problems), media_type };
  const checked = await check(bytes, media_type);
  return { file, outcome: outcomeOf(checked), media_type, ...checked };
};

const validateOne = async (file: string, check: Check, type?: MediaType): Promise<Validation> => {
  let bytes: Uint8Array;
  try {
    bytes = await readSource(file);
  } catch (error) {
    return { file, outcome: 'unreadable', results: [], problems: [], detail: whyUnreadable(error) };
  }
  return validateBytes(file, bytes, check, type);
};

const linesOf = (validation: Validation): string[] => {
  const { file, outcome, results, detail = '' } = validation;
  const valid = results.filter((result) => result.valid).length;
  const count = results.length > 1 ? `${valid} of ${results.length} results are valid` : '';
  const head = [outcome.padEnd(11), file, count, detail].filter(Boolean).join('  ');
  return [harmless(head), ...problemLines(problemsIn(validation))];
};

const exitCodeFor = (outcomes: Set<Validation['outcome']>): ExitCode => {
  if (outcomes.has('unreadable')) return exitCodes.settings;
  return outcomes.has('refused') || outcomes.has('partly') ? exitCodes.refused : exitCodes.done;
};

/** `labsecure validate FILE...`: offline, nothing leaves the machine. */
export const validate = async (
  session: Session,
  files: string[],
  { type }: ValidateOptions,
): Promise<ExitCode> => {
  const { world } = session;
  const check = session.check();
  const sizes = await needFiles(files);
  const progress = startProgress(world.stderr, session.output, sizes);
  const output = behind(session.output, Boolean(world.stderr.isTTY && world.stdout.isTTY));
  const outcomes = new Set<Validation['outcome']>();
  try {
    for (const file of files) {
      const validation = await validateOne(file, check, type);
      outcomes.add(validation.outcome);
      output.tell({ event: 'file', ...validation }, linesOf(validation));
      progress.step();
    }
  } finally {
    progress.stop();
    output.flush();
  }
  return exitCodeFor(outcomes);
};
