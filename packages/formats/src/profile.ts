import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import type { Quirks } from '@labsecure/contracts/labs';
import type { Problem } from '@labsecure/contracts/problem';

/** What is known of the sender besides the bytes. */
export interface LabProfile {
  lab_id: string;
  /** IANA zone of times that are sent without an offset. */
  time_zone: string;
  quirks?: Quirks;
  /** When the bytes were first received (RFC 3339): the date of a result that has none of its own. */
  received_at?: string;
}

/** One result found in a body. */
export interface Entry {
  /** Absent when any of the problems is an error. */
  report?: CanonicalReport;
  problems: Problem[];
  /** CSV: its first row, the header being row 1. HL7: the number of its message, from 1. */
  row?: number;
  /** Where it stands in a body that may hold several: its OBR, resource or element; a table's row says it. */
  pointer?: string;
  /** Its place among the entries of the body, from 0, where they do not come in their order and it matters. */
  index?: number;
  /** A part of the body that is a whole document by itself and holds this entry alone: the body's exact bytes. */
  slice?: Uint8Array;
}

/** The results in a body. Problems are the body's as a whole: where one of them is an error, there are no entries. */
export interface ParseOutcome {
  entries: Entry[];
  problems: Problem[];
}
