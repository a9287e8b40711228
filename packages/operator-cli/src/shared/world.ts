/** Where text goes, and whether a person is looking. */
interface Sink {
  write: (text: string) => unknown;
  isTTY?: boolean | undefined;
}

/** What a command line is run in. */
export interface World {
  env: Record<string, string | undefined>;
  /** Who is signed in to the machine. */
  user: string;
  stdout: Sink;
  stderr: Sink;
  /** Puts a question to the person on the terminal; undefined where there is none. */
  ask?: ((question: string) => Promise<string>) | undefined;
}
