import type { AcceptedEntry, RefusedEntry } from '@labsecure/contracts/api';
import { InvalidInputError, LabSecureError } from '@labsecure/contracts/errors';
import type { QuarantineReason } from '@labsecure/contracts/messages';
import { isError, type Problem } from '@labsecure/contracts/problem';

/** Reasons that are written down, of a file in which more is wrong. */
const mostReasons = 1000;
/** Codes that are told. */
const mostCodes = 20;
const tellable = /^E_[A-Z0-9_]{1,60}$/;

/** A fault of a file as a whole. */
export const fileFault = (code: string, message: string): InvalidInputError =>
  new InvalidInputError(message, [{ pointer: '', code, message }], 422, code);

/**
 * Why a file, or a part of it, is refused.
 * @throws the error itself where it is no refusal: what is ours to mend, or goes by itself
 */
export const reasonsIn = (error: unknown): Problem[] => {
  if (!(error instanceof LabSecureError) || error.retryable) throw error;
  const { problems, code, message } = error;
  return problems.some(isError) ? problems.filter(isError) : [{ pointer: '', code, message }];
};

/** What was taken of a file, what was not, and why. Holds a bounded number of reasons, however many there are. */
export const createFindings = () => {
  const counts = { accepted: 0, refused: 0, problems: 0 };
  const reasons: Problem[] = [];
  const codes = new Map<string, QuarantineReason>();

  const note = (problem: Problem): void => {
    counts.problems += 1;
    if (reasons.length < mostReasons) reasons.push(problem);
    const code = tellable.test(problem.code) ? problem.code : 'E_INVALID';
    const known = codes.get(code);
    if (known) known.count += 1;
    else if (codes.size < mostCodes)
      codes.set(code, { code, count: 1, ...(problem.row !== undefined && { row: problem.row }) });
  };

  const refuse = (problems: Problem[]): void => {
    counts.refused += 1;
    for (const problem of problems) note(problem);
  };

  return {
    counts,
    reasons,
    /** For the notice, which must hold no message. */
    told: (): QuarantineReason[] => [...codes.values()],
    take: (): void => {
      counts.accepted += 1;
    },
    refuse,
    /** Counts what became of one result. */
    add: (entry: AcceptedEntry | RefusedEntry): void => {
      if (!('errors' in entry)) counts.accepted += 1;
      else {
        const at = entry.row === undefined ? {} : { row: entry.row };
        refuse(entry.errors.map((problem) => ({ ...at, ...problem })));
      }
    },
  };
};
export type Findings = ReturnType<typeof createFindings>;
