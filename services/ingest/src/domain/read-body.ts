import { checkReport } from '@labsecure/clinical/check-report';
import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import { InvalidInputError } from '@labsecure/contracts/errors';
import { isError, type Problem } from '@labsecure/contracts/problem';
import type { Lab } from '@labsecure/contracts/records';
import { parse } from '@labsecure/formats/parse';

export interface ReadBody {
  report: CanonicalReport;
  warnings: Problem[];
}

/**
 * Reads the lab's bytes and checks that what they say is possible.
 * @throws InvalidInputError (422) naming every fault found, and what the formats throw about the body as a whole
 */
export const readBody = (bytes: Uint8Array, mediaType: string, lab: Lab, now: Date): ReadBody => {
  const { reports, problems } = parse(bytes, mediaType, { lab_id: lab.lab_id, time_zone: lab.time_zone });
  const all = [...problems, ...reports.flatMap((report) => checkReport(report, { now }))];
  const errors = all.filter(isError);
  const [report] = reports;
  if (errors.length > 0 || report === undefined) {
    throw new InvalidInputError('The submission was refused and nothing was stored: see errors.', errors);
  }
  return { report, warnings: all };
};
