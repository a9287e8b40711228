/** Where text goes, and whether a person is looking. */
export interface Sink {
  write: (text: string) => unknown;
  isTTY?: boolean | undefined;
}

export interface Output {
  is_json: boolean;
  /** One thing that happened: a JSON line for programs, or lines for people. */
  tell: (event: { event: string; [member: string]: unknown }, lines: string[]) => void;
  /** On the other stream, for people alone. */
  warn: (sentence: string) => void;
}

/** @param isJson one JSON object a line on standard output, and nothing else there */
export const createOutput = (stdout: Sink, stderr: Sink, isJson: boolean): Output => ({
  is_json: isJson,
  tell: (event, lines) => {
    if (isJson) stdout.write(`${JSON.stringify(event)}\n`);
    else if (lines.length > 0) stdout.write(`${lines.join('\n')}\n`);
  },
  warn: (sentence) => void stderr.write(`labsecure: ${sentence}\n`),
});
