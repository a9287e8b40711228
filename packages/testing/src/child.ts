import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Child {
  process: ChildProcess;
  output: () => string;
  /** How it ended: the exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals>;
}

/** Runs a module as a process of its own. */
export const startChild = (script: URL, args: string[], env: Record<string, string>): Child => {
  const child = spawn(process.execPath, [fileURLToPath(script), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  // Not `exit`: what it wrote last may still be on its way then.
  const ended = once(child, 'close').then(
    ([code, signal]: (number | NodeJS.Signals)[]) => code ?? signal ?? -1,
  );
  return { process: child, output: () => output, ended };
};
