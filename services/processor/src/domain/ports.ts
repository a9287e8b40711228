import type { NotificationMessage } from '@labsecure/contracts/messages';
import type { PatientDecision, PatientReview, Recognition } from '@labsecure/contracts/patients';
import type { Problem } from '@labsecure/contracts/problem';
import type { ResultVersion, Submission, SubmissionState } from '@labsecure/contracts/records';
import type { RecognisePorts } from './recognise.ts';

interface FoundSubmission {
  submission: Submission;
  /** Absent: nobody has begun. */
  state?: SubmissionState | undefined;
  /** Absent: nobody has looked yet whose it is. */
  recognition?: Recognition | undefined;
}

/** How the processing of a submission ended. */
export interface Ending {
  state: 'READY' | 'REJECTED' | 'FAILED';
  problems: Problem[];
  /** For people; ids and event words only. */
  reason?: string;
  version?: string;
  /** Whose result it became. */
  patient_id?: string;
}

export type FindSubmission = (resultId: string, submissionId: string) => Promise<FoundSubmission | undefined>;

/** Writes the ending unless a final one stands already, then takes the submission off the list of pending ones. */
export type Finish = (resultId: string, submissionId: string, ending: Ending) => Promise<void>;

export interface EndPorts {
  publish: (message: NotificationMessage) => Promise<void>;
  finish: Finish;
}

/** The submission waits for staff: writes so unless it has ended, and moves it from the list of pending ones to theirs. */
export type Hold = (resultId: string, submissionId: string, problems: Problem[]) => Promise<void>;

export interface HoldPorts extends Pick<EndPorts, 'publish'> {
  hold: Hold;
}

export interface ProcessPorts extends EndPorts, HoldPorts, RecognisePorts {
  findSubmission: FindSubmission;
  /** Marks the submission as being processed, unless it has ended. */
  start: (resultId: string, submissionId: string) => Promise<void>;
  /** @throws a retryable error when there is no such object (yet) */
  rawBytes: (key: string) => Promise<Uint8Array>;
  /** @returns what stands: this, or what was decided, or left to staff, before */
  decide: (decision: PatientDecision) => Promise<Recognition>;
  /** @returns as `decide` */
  leaveToStaff: (review: PatientReview) => Promise<Recognition>;
  putVersion: (version: ResultVersion) => Promise<void>;
  /** Consistent, complete. */
  allVersions: (resultId: string) => Promise<ResultVersion[]>;
  /** Shows the version to its patient, unless a newer one stands there. */
  project: (current: ResultVersion) => Promise<'written' | 'newer-exists'>;
  /** Takes the result from a patient's view for all versions up to the given one. */
  withdraw: (patientId: string, resultId: string, version: string) => Promise<void>;
}

/**
 * READY and REJECTED stand for ever; FAILED may still become READY. To finish a submission that has ended once more, as
 * it has ended, only takes it off the list of pending ones, which is what a replay or a died worker leaves to do.
 */
export const hasEnded = (
  state: SubmissionState | undefined,
): state is SubmissionState & { state: 'READY' | 'REJECTED' } =>
  state?.state === 'READY' || state?.state === 'REJECTED';

/** It waits for staff, and nobody has anything to do with it until they have decided. */
export const isHeld = ({ state, recognition }: FoundSubmission): boolean =>
  state?.state === 'HELD' && recognition === 'held';
