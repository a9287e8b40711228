import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import type { Problem } from '@labsecure/contracts/problem';

/** A DynamoDB item holds 400 KB. Staying this far below leaves room for what the processor adds around the result. */
const limitBytes = 350_000;

/** What interpretation adds to one observation at the most: names, ids, units, ranges, limits, flags. */
const perObservation = 500;

/** What it adds to a report at the most: derived values, panel, summary, ids, keys. */
const perReport = 10_000;

const bytesOf = (text: string): number => Buffer.byteLength(JSON.stringify(text));

/** An upper bound of the interpreted result as JSON, in bytes, which DynamoDB's own count stays below. */
export const estimateBytes = (report: CanonicalReport): number => {
  // A code may come back as name, a flag as the flag shown, a range also as words.
  const repeated = report.observations.reduce(
    (total, { code, flag = '' }) => total + bytesOf(code) + bytesOf(flag) + perObservation,
    0,
  );
  return Buffer.byteLength(JSON.stringify(report)) + repeated + perReport;
};

/** Refuses what could not be kept, before anything is stored of it. */
export const checkSize = (report: CanonicalReport): Problem[] => {
  const bytes = estimateBytes(report);
  if (bytes <= limitBytes) return [];
  const message = `The result would take ${bytes} bytes to keep; the limit is ${limitBytes}. Send it as several results.`;
  return [{ pointer: '', code: 'E_TOO_LARGE', message }];
};
