/** Where text goes, and whether a person is looking. */
export interface Sink {
  write: (text: string) => unknown;
  isTTY?: boolean | undefined;
}

/** An event of which the rest is still to come. */
interface LongEvent {
  add: (one: unknown) => void;
  /** Other members, known only now, and the lines for people. */
  end: (rest: Record<string, unknown>, lines: string[]) => void;
}

export interface Output {
  is_json: boolean;
  /** One thing that happened: a JSON line for programs, or lines for people. */
  tell: (event: { event: string; [member: string]: unknown }, lines: string[]) => void;
  /** The same of something with a list that may be long: for programs, each of it is written when it is there. */
  tellEach: (event: { event: string; [member: string]: unknown }, list: string) => LongEvent;
  /** On the other stream, for people alone. */
  warn: (sentence: string) => void;
}

/** Writes one JSON object, on one line, while its list grows. */
const writeLong = (stdout: Sink, event: object, list: string): LongEvent => {
  stdout.write(`${JSON.stringify(event).slice(0, -1)},${JSON.stringify(list)}:[`);
  let count = 0;
  return {
    add: (one) => {
      stdout.write(`${count === 0 ? '' : ','}${JSON.stringify(one)}`);
      count += 1;
    },
    end: (rest) => void stdout.write(`],${JSON.stringify(rest).slice(1)}\n`),
  };
};

/** @param isJson one JSON object a line on standard output, and nothing else there */
export const createOutput = (stdout: Sink, stderr: Sink, isJson: boolean): Output => {
  const writeLines = (lines: string[]): void => {
    if (lines.length > 0) stdout.write(`${lines.join('\n')}\n`);
  };
  return {
    is_json: isJson,
    tell: (event, lines) => {
      if (isJson) stdout.write(`${JSON.stringify(event)}\n`);
      else writeLines(lines);
    },
    tellEach: (event, list) =>
      isJson ? writeLong(stdout, event, list) : { add: () => {}, end: (_rest, lines) => writeLines(lines) },
    warn: (sentence) => void stderr.write(`labsecure: ${sentence}\n`),
  };
};
