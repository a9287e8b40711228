import { harmless } from '@labsecure/contracts/harmless';
import type { World } from './world.ts';

export interface Output {
  /** One thing that is so, or happened: a JSON line for programs, or lines for people. */
  tell: (event: { event: string; [member: string]: unknown }, lines: string[]) => void;
  /** On the other stream, for people alone. */
  warn: (sentence: string) => void;
}

/** @param isJson one JSON object a line on standard output, and nothing else there */
export const createOutput = ({ stdout, stderr }: World, isJson: boolean): Output => ({
  tell: (event, lines) => {
    if (isJson) stdout.write(`${JSON.stringify(event)}\n`);
    else for (const line of lines) stdout.write(`${harmless(line)}\n`);
  },
  warn: (sentence) => {
    for (const line of sentence.split('\n')) stderr.write(`labsecure: ${harmless(line)}\n`);
  },
});
