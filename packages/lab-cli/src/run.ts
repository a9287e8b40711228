import { harmless } from '@labsecure/contracts/harmless';
import { CommanderError } from 'commander';
import { operatorsProgram, runOperatorsProgram } from './commands/operators.ts';
import { DeniedError, SettingsError, UnreachableError } from './domain/errors.ts';
import { exitCodes } from './domain/exit-code.ts';
import { createProgram } from './program.ts';
import type { World } from './world.ts';

const codeOf = (error: unknown): number | undefined => {
  if (error instanceof UnreachableError) return exitCodes.unreachable;
  return error instanceof SettingsError || error instanceof DeniedError ? exitCodes.settings : undefined;
};

/** Of a fault of the program itself only where it is: its words may hold what was being read. */
const sentenceOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'Something unknown went wrong.';
  if (codeOf(error) !== undefined) return error.message;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [`A fault of the program itself (${error.name}).`, ...frames].join('\n');
};

const tellError = ({ stdout, stderr }: World, isJson: boolean, message: string, exit_code: number): void => {
  if (isJson) stdout.write(`${JSON.stringify({ event: 'error', message, exit_code })}\n`);
  for (const line of message.split('\n')) stderr.write(`labsecure: ${harmless(line)}\n`);
};

/**
 * Runs one command line.
 * @param args without the names of the program
 * @returns its exit code
 */
export const run = async (args: string[], world: World): Promise<number> => {
  let code: number = exitCodes.done;
  const program = createProgram(world, (ended) => {
    code = ended;
  });
  try {
    const operators = operatorsProgram(args);
    if (operators !== undefined) return await runOperatorsProgram(operators, args.slice(1), world);
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    // Commander has said what is wrong by itself; asked for help, it ends with 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.settings;
    const ended = codeOf(error) ?? exitCodes.broken;
    tellError(world, program.opts().json === true, sentenceOf(error), ended);
    return ended;
  }
};
