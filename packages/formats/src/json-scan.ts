import { stepTo } from './json-pointer.ts';

export interface JsonScan {
  /** The characters of each number that is the value of a key ("7.50"), by JSON pointer. */
  numbers: Map<string, string>;
  /** Pointers of keys that stand twice in one object. */
  repeated: string[];
  /** Nesting went beyond the limit, and what lies there was not looked at. */
  tooDeep: boolean;
}

interface Frame {
  pointer: string;
  /** Of an object; a list has none. */
  keys: Set<string> | undefined;
  /** Where we are in it: the last key, or the index. */
  step: string | number;
}

const numberAt = /[-+.\deE]+/y;

const endOfString = (text: string, start: number): number => {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end + 1;
};

const isEscaped = (text: string, quote: number): boolean => {
  let before = quote;
  while (text[before - 1] === '\\') before -= 1;
  return (quote - before) % 2 === 1;
};

/** Two spellings of a key ("a" and "\u0061") are one key. */
const keyIn = (quoted: string): string =>
  quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1);

const nameKey = (frame: Frame, key: string, repeated: string[]): void => {
  if (frame.keys?.has(key)) repeated.push(stepTo(frame.pointer, key));
  frame.keys?.add(key);
  frame.step = key;
};

/**
 * Finds in one pass what JSON.parse drops without a word: keys that stand twice, how numbers were written, and depth.
 * @param text that JSON.parse accepts; of anything else the answer means nothing
 * @param deepest nesting allowed
 */
export const scanJson = (text: string, deepest: number): JsonScan => {
  const scan: JsonScan = { numbers: new Map(), repeated: [], tooDeep: false };
  const frames: Frame[] = [];
  let frame: Frame | undefined;
  let keyComes = false;
  let at = 0;
  const open = (keys: Set<string> | undefined): void => {
    frame = { pointer: frame ? stepTo(frame.pointer, frame.step) : '', keys, step: 0 };
    frames.push(frame);
    scan.tooDeep = frames.length > deepest;
    keyComes = keys !== undefined;
  };
  const close = (): void => {
    frames.pop();
    frame = frames.at(-1);
  };
  const next = (): void => {
    keyComes = frame?.keys !== undefined;
    if (typeof frame?.step === 'number') frame.step += 1;
  };
  while (at < text.length && !scan.tooDeep) {
    const start = at;
    const character = text[at] ?? '';
    at += 1;
    if (character === '"') {
      at = endOfString(text, start);
      if (keyComes && frame) nameKey(frame, keyIn(text.slice(start, at)), scan.repeated);
      keyComes = false;
    } else if (character === '{') open(new Set());
    else if (character === '[') open(undefined);
    else if (character === '}' || character === ']') close();
    else if (character === ',') next();
    else if (character === '-' || (character >= '0' && character <= '9')) {
      numberAt.lastIndex = start;
      numberAt.test(text);
      at = numberAt.lastIndex;
      if (frame?.keys) scan.numbers.set(stepTo(frame.pointer, frame.step), text.slice(start, at));
    }
  }
  return scan;
};
