import { usedTerms } from '@labsecure/clinical/local-terms';
import { panelNameOf } from '@labsecure/clinical/panel-name';
import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import {
  digestOf,
  digestOfEntry,
  idempotencyKeyOfEntry,
  rawKeyOf,
  resultIdOf,
  submissionIdOf,
} from '@labsecure/contracts/identity';
import type { Problem } from '@labsecure/contracts/problem';
import type { Submission } from '@labsecure/contracts/records';
import { extensionOf } from '@labsecure/formats/parse';
import type { Sent } from './delivery.ts';

/** What is kept of a body for one of its results. */
export interface Kept {
  bytes: Uint8Array;
  digest: string;
  /** Which of several results in these bytes it is. */
  entry?: number;
  places?: string[];
}

/** The part of a body that holds a result alone. */
export const sliceKept = (slice: Uint8Array, report: CanonicalReport): Kept => {
  const places = report.observations.map(({ pointer }) => pointer);
  return { bytes: slice, digest: digestOf(slice), places };
};

/**
 * The bytes to keep: the whole body when there is nothing else in it, else the part that holds the result alone, or the
 * whole where no part does.
 * @param index the result's place among those of the body, from 0
 */
export const keptOf = (
  body: { bytes: Uint8Array; digest: string; isShared: boolean },
  index: number,
  slice: Uint8Array | undefined,
  report: CanonicalReport,
): Kept => {
  const { bytes, digest, isShared } = body;
  if (!isShared) return { bytes, digest };
  if (slice === undefined) return { bytes, digest: digestOfEntry(digest, index), entry: index };
  return sliceKept(slice, report);
};

export interface Found {
  /** Its place among the results of the body, from 0. */
  index: number;
  report: CanonicalReport;
  warnings: Problem[];
  /** What a result goes by that has no date of its own. */
  firstReceivedAt: string;
}

/** The fact that this result was received: every id follows from what was sent, so a retry states the same fact. */
export const identify = (
  sent: Sent,
  { digest, entry, places }: Kept,
  { index, report, warnings, firstReceivedAt }: Found,
): Submission => {
  const { lab, media_type, idempotency_key, traceparent } = sent;
  const result_id = resultIdOf({
    lab_id: lab.lab_id,
    panel: report.panel,
    accession_number: report.accession_number,
    idempotency_key: idempotency_key && idempotencyKeyOfEntry(idempotency_key, index),
    digest,
  });
  const extension = extensionOf(media_type);
  const local_terms = usedTerms(report, lab.local_terms);
  const isUndated = report.reported_at === firstReceivedAt || report.collected_at === firstReceivedAt;
  return {
    result_id,
    submission_id: submissionIdOf(result_id, digest),
    lab_id: lab.lab_id,
    lab_name: lab.name,
    patient_id: report.patient.id,
    panel_name: panelNameOf(report, lab.local_terms),
    raw_key: rawKeyOf({ lab_id: lab.lab_id, reported_at: report.reported_at, result_id, digest, extension }),
    media_type,
    time_zone: lab.time_zone,
    ...(lab.quirks && { quirks: lab.quirks }),
    ...(local_terms && { local_terms }),
    ...(entry !== undefined && { entry }),
    ...(places && { places }),
    digest,
    received_at: sent.received_at.toISOString(),
    ...(isUndated && { first_received_at: firstReceivedAt }),
    ...(traceparent === undefined ? {} : { traceparent }),
    warnings,
  };
};
