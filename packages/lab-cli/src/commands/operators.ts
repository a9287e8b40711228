import { spawn } from 'node:child_process';
import { delimiter } from 'node:path';
import { SettingsError } from '../domain/errors.ts';
import { exitCodes } from '../domain/exit-code.ts';
import type { World } from '../world.ts';

/** They work on the platform's own stores, and come with a package that no laboratory installs. */
const programs = new Map([
  ['labs', 'labsecure-labs'],
  ['reviews', 'labsecure-reviews'],
]);

/** The program that a command line is for, when it is one of the operators'. */
export const operatorsProgram = ([command = '']: string[]): string | undefined => programs.get(command);

/**
 * Hands the terminal over to another program. Commander's own way would take options of the same name, `--time-zone` and
 * `--json`, for its own, and lose the exit code.
 * @returns the exit code of the program
 * @throws SettingsError when it is not installed
 */
export const runOperatorsProgram = (program: string, args: string[], world: World): Promise<number> => {
  const PATH = [world.beside, world.env.PATH].filter(Boolean).join(delimiter);
  const child = spawn(program, args, { env: { ...world.env, PATH }, stdio: 'inherit' });
  const stop = (): void => void child.kill('SIGTERM');
  world.stopping.addEventListener('abort', stop, { once: true });
  return new Promise((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'ENOENT'
          ? new SettingsError(
              `This command is for operators of the platform; the package @labsecure/operator-cli, which brings ${program}, is not installed here.`,
            )
          : error,
      ),
    );
    child.once('close', (code) => {
      world.stopping.removeEventListener('abort', stop);
      resolve(code ?? exitCodes.broken);
    });
  });
};
