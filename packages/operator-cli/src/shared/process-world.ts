import { userInfo } from 'node:os';
import { createInterface } from 'node:readline/promises';
import type { World } from './world.ts';

const userName = (): string => {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
};

const askOnTerminal = async (question: string): Promise<string> => {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const left = new AbortController();
  terminal.once('SIGINT', () => left.abort());
  terminal.once('close', () => left.abort());
  try {
    return await terminal.question(question, { signal: left.signal });
  } catch {
    // Ctrl-C and Ctrl-D are no answer.
    return '';
  } finally {
    terminal.close();
  }
};

/** The world of this process. */
export const processWorld = (): World => ({
  env: process.env,
  user: userName(),
  stdout: process.stdout,
  stderr: process.stderr,
  ...(process.stdin.isTTY && { ask: askOnTerminal }),
});
