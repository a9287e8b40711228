import { harmless } from '@labsecure/contracts/harmless';
import type { Problem } from '@labsecure/contracts/problem';
import type { MediaType } from '@labsecure/contracts/vocabulary';
import { mediaTypeOf } from '@labsecure/formats/file-type';
import type { Check } from '../domain/check.ts';
import { type ExitCode, exitCodes } from '../domain/exit-code.ts';
import { createFindings, type Found } from '../domain/findings.ts';
import { tooLarge, unknownType } from '../domain/limits.ts';
import { whyUnreadable } from '../domain/system-errors.ts';
import { mostShown, problemLines } from '../output/lines.ts';
import type { Output } from '../output/output.ts';
import { behind, startProgress } from '../output/progress.ts';
import type { Session } from './session.ts';
import { needFiles, readSource } from './sources.ts';

export interface ValidateOptions {
  type?: MediaType;
}

type Outcome = 'valid' | 'partly' | 'refused' | 'unreadable';

interface Tools {
  check: Check;
  output: Output;
  type?: MediaType | undefined;
}

const outcomeOf = ({ isSendable, valid, results }: Found): Outcome => {
  if (!isSendable) return 'refused';
  return valid === results ? 'valid' : 'partly';
};

const linesOf = (file: string, outcome: Outcome, { results, valid, problems, more }: Found): string[] => {
  const count = results > 1 ? `${valid} of ${results} results are valid` : '';
  const head = [outcome.padEnd(11), file, count].filter(Boolean).join('  ');
  return [harmless(head), ...problemLines(problems, more)];
};

/** Its format, and what is against reading it at all. */
const lookAt = (
  file: string,
  bytes: Uint8Array,
  type?: MediaType,
): { media_type?: MediaType; problems?: Problem[] } => {
  const beyondAll = tooLarge(bytes.length);
  if (beyondAll) return beyondAll;
  const media_type = type ?? mediaTypeOf(file, bytes);
  if (media_type === undefined) return unknownType();
  return { media_type, ...tooLarge(bytes.length, media_type) };
};

/** Each result is told when it has been checked, and then let go of: there may be a hundred thousand. */
const validateBytes = async (
  file: string,
  bytes: Uint8Array,
  { check, output, type }: Tools,
): Promise<Outcome> => {
  const { media_type, problems: refused } = lookAt(file, bytes, type);
  const told = output.tellEach({ event: 'file', file, ...(media_type && { media_type }) }, 'results');
  const findings = createFindings(mostShown);
  const end = (outcome: Outcome, problems: Problem[]): Outcome => {
    told.end({ outcome, problems }, linesOf(file, outcome, findings.conclude(problems)));
    return outcome;
  };
  if (refused || media_type === undefined) return end('refused', refused ?? []);
  try {
    const problems = await check(bytes, media_type, (result) => {
      findings.add(result);
      told.add(result);
    });
    return end(outcomeOf(findings.conclude(problems)), problems);
  } catch (error) {
    // A fault of the program: what was begun is a whole line still.
    end('unreadable', []);
    throw error;
  }
};

const validateOne = async (file: string, tools: Tools): Promise<Outcome> => {
  let bytes: Uint8Array;
  try {
    bytes = await readSource(file);
  } catch (error) {
    const [outcome, detail] = ['unreadable' as const, whyUnreadable(error)];
    const line = harmless(`${outcome.padEnd(11)}  ${file}  ${detail}`);
    tools.output.tell({ event: 'file', file, outcome, results: [], problems: [], detail }, [line]);
    return outcome;
  }
  return validateBytes(file, bytes, tools);
};

const exitCodeFor = (outcomes: Set<Outcome>): ExitCode => {
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
  const outcomes = new Set<Outcome>();
  try {
    for (const file of files) {
      outcomes.add(await validateOne(file, { check, output, type }));
      progress.step();
    }
  } finally {
    progress.stop();
    output.flush();
  }
  return exitCodeFor(outcomes);
};
