import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import { LabSecureError } from '@labsecure/contracts/errors';
import { isError, type Problem } from '@labsecure/contracts/problem';
import type { Submission } from '@labsecure/contracts/records';
import { type LabProfile, parse } from '@labsecure/formats/parse';

export type Reading = { report: CanonicalReport } | { problems: Problem[] };

/**
 * Reads the kept bytes as ingest did, with what was known of the lab at their receipt, so that the same bytes give the
 * same report for ever.
 * @returns the problems, when they cannot be read any more
 */
export const readAgain = (submission: Submission, bytes: Uint8Array): Reading => {
  try {
    const { entries, problems } = parse(bytes, submission.media_type, profileOf(submission));
    const entry = entries[submission.entry ?? 0];
    if (entry?.report !== undefined) return { report: atPlaces(entry.report, submission.places) };
    const errors = [...problems, ...(entry?.problems ?? [])].filter(isError);
    return { problems: errors.length > 0 ? errors : [noSuchEntry] };
  } catch (error) {
    if (!(error instanceof LabSecureError) || error.retryable) throw error;
    return { problems: problemsOf(error) };
  }
};

const profileOf = ({ lab_id, time_zone, quirks, first_received_at }: Submission): LabProfile => ({
  lab_id,
  time_zone,
  ...(quirks && { quirks }),
  ...(first_received_at !== undefined && { received_at: first_received_at }),
});

const noSuchEntry: Problem = {
  pointer: '',
  code: 'E_NO_RESULT',
  message: 'The result is not found any more in what was received.',
};

/** Remarks are about the body as the lab sent it, of which only a part may have been kept. */
const atPlaces = (report: CanonicalReport, places: string[] | undefined): CanonicalReport => {
  if (places?.length !== report.observations.length) return report;
  const observations = report.observations.map((observation, index) => ({
    ...observation,
    pointer: places[index] ?? observation.pointer,
  }));
  return { ...report, observations };
};

const problemsOf = ({ problems, code, message }: LabSecureError): Problem[] =>
  problems.length > 0 ? problems : [{ pointer: '', code, message }];
