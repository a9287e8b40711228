import type { Problem } from '@labsecure/contracts/problem';
import type { ResultReference } from './verdict.ts';

/** After which a file is not looked at again. */
export const finalOutcomes = ['sent', 'partly', 'uploaded', 'refused'] as const;
type FinalOutcome = (typeof finalOutcomes)[number];

/**
 * What became of a file: taken whole or in part, put where the platform will read it, refused for good, or still to be sent
 * because nobody answered, the client was not let in, the file could not be read, or it is not complete.
 */
export type Outcome = FinalOutcome | 'unreachable' | 'denied' | 'unreadable' | 'waiting';

/** What is wrong, and where. What `watch` prints leaves out the sentence, which may name a test. */
export type PlacedProblem = Omit<Problem, 'message'> & { message?: string };

/** One file, as it is reported to people and programs. */
export interface FileReport {
  /** As it was named when it was found. */
  file: string;
  outcome: Outcome;
  media_type?: string;
  /** SHA-256 of the bytes, hex. */
  digest?: string;
  results?: ResultReference[];
  problems?: PlacedProblem[];
  /** A sentence, where the problems do not say it all. */
  detail?: string;
  /** Where an uploaded file lies with the platform. */
  path?: string;
  /** Where the file is now, within the watched folder. */
  moved_to?: string;
}

/** Of files that are not finished with, the last outcome counts. */
export const isFinal = (outcome: Outcome): outcome is FinalOutcome =>
  finalOutcomes.some((final) => final === outcome);
