import { harmless } from '@labsecure/contracts/harmless';
import { type Command, CommanderError } from 'commander';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { failureOf } from './failure.ts';
import type { World } from './world.ts';

/**
 * Runs one command line.
 * @param program with its commands; `--json` is given to it
 * @param args without the names of the program
 * @returns its exit code
 */
export const run = async (program: Command, args: string[], world: World): Promise<ExitCode> => {
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCodes.done;
  } catch (error) {
    // Commander has said what is wrong by itself; asked for help, it ends with 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.settings;
    const { code, message } = failureOf(error);
    if (program.opts().json === true)
      world.stdout.write(`${JSON.stringify({ event: 'error', message, exit_code: code })}\n`);
    for (const line of message.split('\n')) world.stderr.write(`labsecure: ${harmless(line)}\n`);
    return code;
  }
};
