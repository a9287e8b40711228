import { type DestinationStream, type Logger, pino } from 'pino';
import { redacted } from './log-redaction.ts';

export type { Logger } from 'pino';

export interface LoggerOptions {
  service: string;
  level?: string;
  destination?: DestinationStream;
}

/** A JSON logger, one line an event. Log event names and ids; never what a lab or a patient wrote. */
export function createLogger({ service, level = 'info', destination }: LoggerOptions): Logger {
  return pino(
    {
      level,
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: redacted },
      // Pino's own serializer would add all fields of an error; `redacted` has described it already.
      serializers: { err: (described) => described },
    },
    // Written at once: a process that is killed has said all it knew. And pino's background writer, asked for its last
    // lines when nobody reads them any more, tries for ever and keeps the process from ending.
    destination ?? pino.destination({ sync: true }),
  );
}
