import { isTrouble, readableLine } from './log-lines.ts';
import type { ServiceName } from './service-settings.ts';

const linesKept = 10_000;

/** What the services say: kept as written, and shown to people in readable form. */
export const createLogBook = (quiet: boolean) => {
  const lines: string[] = [];
  let troubleOnly = false;
  const say = (sentence: string): void => {
    if (!quiet) process.stdout.write(`${sentence}\n`);
  };
  return {
    /** A sentence of the supervisor's own. */
    say,
    take: (service: ServiceName, line: string): void => {
      lines.push(line);
      if (lines.length > linesKept) lines.shift();
      if (!troubleOnly || isTrouble(line)) say(readableLine(service, line, process.stdout.isTTY));
    },
    /** While work is done, only warnings and errors are shown. */
    hushed: async (work: () => Promise<void>): Promise<void> => {
      troubleOnly = true;
      try {
        await work();
      } finally {
        troubleOnly = false;
      }
    },
    lines: (): string[] => [...lines],
  };
};
