import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import type { Problem } from '@labsecure/contracts/problem';

/** What is known of the sender besides the bytes. */
export interface LabProfile {
  lab_id: string;
  /** IANA zone of times that are sent without an offset. */
  time_zone: string;
}

/** Reports, or why there are none. Warnings travel with reports; where any error stands, there are no reports. */
export interface ParseOutcome {
  reports: CanonicalReport[];
  problems: Problem[];
}
