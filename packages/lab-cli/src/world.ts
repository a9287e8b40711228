import type { Sink } from './output/output.ts';

/** What the command line is run in. */
export interface World {
  env: Record<string, string | undefined>;
  /** The folder this program was started from: others of the same installation lie there. */
  beside?: string | undefined;
  /** The person's own folder. */
  home: string;
  stdout: Sink;
  stderr: NodeJS.WritableStream & { isTTY?: boolean | undefined };
  /** Aborted when the process is asked to end. */
  stopping: AbortSignal;
  now: () => Date;
  random: () => number;
}
