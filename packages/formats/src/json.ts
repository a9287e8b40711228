import { visit } from 'jsonc-parser';
import { brokenJson, repeatedKeys, tooDeep } from './errors.ts';
import { scanJson } from './json-scan.ts';

export interface JsonReading {
  value: unknown;
  /** The characters of a number as sent ("7.50"), by JSON pointer; of numbers that stand under a key. */
  numbers: Map<string, string>;
}

/** Far beyond what any format needs, far below what any stack holds. */
const deepest = 32;

/** Finds the place for the message; JSON.parse does not always tell, and its words quote the body. */
const whereBroken = (text: string): Error => {
  let depth = 0;
  const enter = (): void => {
    depth += 1;
    if (depth > deepest) throw tooDeep(deepest);
  };
  const leave = (): void => {
    depth -= 1;
  };
  visit(
    text,
    {
      onError: (_code, _offset, _length, line, character) => {
        throw brokenJson(line + 1, character + 1);
      },
      onObjectBegin: enter,
      onObjectEnd: leave,
      onArrayBegin: enter,
      onArrayEnd: leave,
    },
    { disallowComments: true },
  );
  const lines = text.split('\n');
  return brokenJson(lines.length, (lines.at(-1) ?? '').length + 1);
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw whereBroken(text);
  }
};

/**
 * Reads JSON more strictly than JSON.parse: a key that stands twice is refused, since one of the two values would be
 * lost without a word. Keeps the characters of numbers, since 7.50 and 7.5 are not the same statement of a laboratory.
 * @throws InvalidInputError (400, E_JSON) with line and column, or the pointers of the repeated keys
 */
export const readJson = (text: string): JsonReading => {
  const value = parsed(text);
  const scan = scanJson(text, deepest);
  if (scan.tooDeep) throw tooDeep(deepest);
  if (scan.repeated.length > 0) throw repeatedKeys(scan.repeated);
  return { value, numbers: scan.numbers };
};
