import type { Problem } from '@labsecure/contracts/problem';

/** A result that was taken, to follow it by. */
export interface ResultReference {
  /** Where in a body with several results: the row of a table, the message of a batch; and the OBR, resource or element. */
  row?: number;
  pointer?: string;
  result_id: string;
}

interface Taken {
  outcome: 'sent' | 'partly';
  results: ResultReference[];
  /** Remarks, and what is wrong with the results that were not taken. */
  problems: Problem[];
}

export interface Refused {
  outcome: 'refused';
  detail: string;
  problems: Problem[];
}

/** Not decided: it may be another time. */
export interface Again {
  outcome: 'again';
  detail: string;
  after_seconds?: number;
  /** Whether another file would fare no better at the moment. */
  is_general: boolean;
  /** The program is to end: no further attempt follows. */
  is_stopped?: boolean;
}

export interface Denied {
  outcome: 'denied';
  detail: string;
}

/** It lies with the platform, which has not read it yet. */
export interface Uploaded {
  outcome: 'uploaded';
  /** Where, as the platform calls it. */
  path: string;
  detail: string;
}

/** What one attempt to send a body came to. */
export type Verdict = Taken | Refused | Again | Denied | Uploaded;
