import type {
  AcceptedAnswer,
  AcceptedEntry,
  RefusedEntry,
  SeveralAnswer,
  ValidateAnswer,
} from '@labsecure/contracts/api';
import type { Problem } from '@labsecure/contracts/problem';
import { isTaken, type Parts, placeOf, type Refused, type Taken } from './take-apart.ts';

type Row = { row?: number };

/** Where a fault names no row by itself, the result it is of does. */
const placed = (problems: Problem[], { row }: Row): Problem[] =>
  row === undefined ? problems : problems.map((problem) => ({ row, ...problem }));

/** Every fault of a body of which nothing can be taken. */
export const faultsOf = (parts: (Taken | Refused)[]): Problem[] =>
  parts.flatMap((part) => (isTaken(part) ? [] : placed(part.errors, part)));

const acceptedOf = ({ submission, warnings }: Taken): AcceptedAnswer => ({
  result_id: submission.result_id,
  submission_id: submission.submission_id,
  status: 'RECEIVED',
  warnings,
});

/** One of several results, as it is answered when it was kept, or refused. */
export const entryOf = (part: Taken | Refused): AcceptedEntry | RefusedEntry =>
  isTaken(part)
    ? { ...placeOf(part), ...acceptedOf(part) }
    : { ...placeOf(part), status: 'REFUSED', errors: part.errors };

/** One result is answered as one, several in a list. */
export const answerOf = ({ parts, remarks }: Parts): AcceptedAnswer | SeveralAnswer => {
  const taken = parts.filter(isTaken);
  const [only] = taken;
  if (only !== undefined && parts.length === 1) return acceptedOf(only);
  return {
    accepted: taken.length,
    refused: parts.length - taken.length,
    results: parts.map(entryOf),
    ...(remarks.length > 0 && { warnings: remarks }),
  };
};

/** What would become of one of several results. */
export const verdictOf = (part: Taken | Refused): ValidateAnswer['results'][number] => ({
  ...placeOf(part),
  valid: isTaken(part),
  ...(isTaken(part) && {
    panel: part.submission.panel_name,
    observations: part.report.observations.length,
  }),
  errors: isTaken(part) ? [] : part.errors,
  warnings: part.warnings,
});

/** What would be answered, had the body been sent to be taken. */
export const validationOf = ({ parts, remarks }: Parts): ValidateAnswer => ({
  valid: parts.filter(isTaken).length,
  refused: parts.filter((part) => !isTaken(part)).length,
  results: parts.map(verdictOf),
  ...(remarks.length > 0 && { warnings: remarks }),
});
