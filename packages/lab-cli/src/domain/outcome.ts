import type { Problem } from '@labsecure/contracts/problem';
import type { ResultReference } from './verdict.ts';

/**
 * What became of a file: taken whole or in part, refused for good, or still to be sent because nobody answered, the client
 * was not let in, the file could not be read, or it is not complete.
 */
export type Outcome = 'sent' | 'partly' | 'refused' | 'unreachable' | 'denied' | 'unreadable' | 'waiting';

/** One file, as it is reported to people and programs. */
export interface FileReport {
  /** As it was named when it was found. */
  file: string;
  outcome: Outcome;
  media_type?: string;
  /** SHA-256 of the bytes, hex. */
  digest?: string;
  results?: ResultReference[];
  problems?: Problem[];
  /** A sentence, where the problems do not say it all. */
  detail?: string;
  /** Where the file is now, within the watched folder. */
  moved_to?: string;
}

/** Finished files are never looked at again; of the others the last outcome counts. */
export const isFinished = ({ outcome }: { outcome: Outcome }): boolean =>
  outcome === 'sent' || outcome === 'partly' || outcome === 'refused';
