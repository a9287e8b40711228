import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import { LabSecureError } from '@labsecure/contracts/errors';
import { isError, type Problem } from '@labsecure/contracts/problem';
import type { Submission } from '@labsecure/contracts/records';
import { parse } from '@labsecure/formats/parse';

export type Reading = { report: CanonicalReport } | { problems: Problem[] };

/**
 * Reads the kept bytes as ingest did, in the time zone of their receipt, so that the same bytes give the same report for
 * ever.
 * @returns the problems, when they cannot be read any more
 */
export const readAgain = (submission: Submission, bytes: Uint8Array): Reading => {
  const { lab_id, time_zone, media_type } = submission;
  try {
    const { reports, problems } = parse(bytes, media_type, { lab_id, time_zone });
    const [report] = reports;
    return report === undefined ? { problems: problems.filter(isError) } : { report };
  } catch (error) {
    if (!(error instanceof LabSecureError) || error.retryable) throw error;
    return { problems: problemsOf(error) };
  }
};

const problemsOf = ({ problems, code, message }: LabSecureError): Problem[] =>
  problems.length > 0 ? problems : [{ pointer: '', code, message }];
