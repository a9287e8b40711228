import { Writable } from 'node:stream';
import { createLogger } from '../src/logger.ts';

/** A logger whose lines a test can read. */
export function recordingLogger(level = 'debug') {
  const chunks: string[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(String(chunk));
      done();
    },
  });
  return {
    logger: createLogger({ service: 'test', level, destination }),
    text: () => chunks.join(''),
    events: () => chunks.map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}
