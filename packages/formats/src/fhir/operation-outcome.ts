import { isError, type Problem } from '@labsecure/contracts/problem';
import { fhirPathOf } from './fhir-path.ts';

/** Part of the R4 value set issue-type. */
type IssueCode =
  | 'structure'
  | 'required'
  | 'value'
  | 'invariant'
  | 'login'
  | 'forbidden'
  | 'not-supported'
  | 'duplicate'
  | 'not-found'
  | 'too-long'
  | 'code-invalid'
  | 'extension'
  | 'business-rule'
  | 'conflict'
  | 'processing'
  | 'transient'
  | 'exception'
  | 'throttled'
  | 'informational';

interface Issue {
  severity: 'error' | 'warning' | 'information';
  code: IssueCode;
  details?: { coding: { system: string; code: string }[] };
  diagnostics: string;
  expression?: string[];
}

export interface OperationOutcome {
  resourceType: 'OperationOutcome';
  issue: Issue[];
}

/** Codes of this platform, by what FHIR calls them; the first letter of a code, its severity, is left out. */
const issueCodes: Record<Exclude<IssueCode, 'processing' | 'informational'>, string[]> = {
  structure: ['JSON', 'CHARSET', 'EMPTY', 'FHIR_STRUCTURE', 'FHIR_CYCLE', 'TYPE', 'FHIR_CHOICE'],
  required: ['REQUIRED', 'NO_VALUE', 'NO_PATIENT', 'UNIT_MISSING', 'FHIR_NO_RESULT'],
  value: ['VALUE', 'DATE', 'DATE_ORDER', 'DECIMAL', 'CHARACTERS', 'DEMOGRAPHICS', 'NEGATIVE', 'NOT_NUMERIC'],
  invariant: ['FHIR_OBS6'],
  login: ['UNAUTHORIZED'],
  forbidden: ['FORBIDDEN'],
  'not-supported': ['MEDIA', 'FHIR_TYPE', 'FHIR_CATEGORY'],
  duplicate: ['FHIR_DUP', 'DUPLICATE_RESULT'],
  'not-found': ['FHIR_REF', 'NOT_FOUND'],
  'too-long': ['TOO_LONG', 'TOO_LARGE', 'TOO_MANY'],
  'code-invalid': ['FHIR_STATUS', 'STATUS', 'LOINC', 'UNIT', 'UNIT_KIND', 'CODE_NAME_MISMATCH', 'QTY_SYSTEM'],
  extension: ['FHIR_MODIFIER'],
  'business-rule': ['TWO_PATIENTS', 'IMPLAUSIBLE'],
  conflict: ['IDEMPOTENCY_KEY_REUSED'],
  transient: ['UNAVAILABLE'],
  exception: ['INTERNAL'],
  throttled: [],
};

const byCode = new Map(
  Object.entries(issueCodes).flatMap(([issue, codes]) =>
    codes.map((code): [string, IssueCode] => [code, issue as IssueCode]),
  ),
);

const byStatus = new Map<number, [IssueCode, string]>([
  [401, ['login', 'A valid access token is needed.']],
  [403, ['forbidden', 'This is not for you to do.']],
  [404, ['not-found', 'There is nothing at this address for you.']],
  [409, ['conflict', 'This contradicts what was sent before.']],
  [413, ['too-long', 'The body is too large.']],
  [415, ['not-supported', 'The content type is not supported.']],
  [429, ['throttled', 'Too many requests; try again later.']],
  [503, ['transient', 'A part of the service does not answer at the moment; try again later.']],
]);

const system = 'urn:labsecure:problem';

const issueOf = (status: number, { pointer, code, message }: Problem): Issue => {
  const path = fhirPathOf(pointer);
  const known = byCode.get(code.replace(/^[A-Z]_/, ''));
  return {
    severity: isError({ pointer, code, message }) ? 'error' : 'warning',
    code: known ?? byStatus.get(status)?.[0] ?? 'processing',
    details: { coding: [{ system, code }] },
    diagnostics: message,
    ...(path !== undefined && { expression: [path] }),
  };
};

/** An outcome has to say something (R4: issue 1..*). */
const bareIssue = (status: number): Issue => {
  if (status < 400) return { severity: 'information', code: 'informational', diagnostics: 'Accepted.' };
  const [code, diagnostics] =
    byStatus.get(status) ??
    (status >= 500
      ? (['exception', 'Something went wrong here; it is not your fault.'] as const)
      : (['processing', 'The body cannot be taken as it is.'] as const));
  return { severity: 'error', code, diagnostics };
};

/**
 * What is answered to a sender of FHIR, in its own language.
 * @param problems errors and remarks about what was sent; none when all is well, or nothing can be said
 * @param status of the HTTP answer
 * @see https://hl7.org/fhir/R4/operationoutcome.html
 */
export const operationOutcome = (problems: Problem[], status: number): OperationOutcome => ({
  resourceType: 'OperationOutcome',
  issue: problems.length === 0 ? [bareIssue(status)] : problems.map((problem) => issueOf(status, problem)),
});
