import { isError } from '@labsecure/contracts/problem';
import type { Verdict } from '../verdict.ts';
import { isCutOff } from './cut-off.ts';
import { fhirAnswer } from './fhir-answer.ts';
import { hl7Answer } from './hl7-answer.ts';
import { jsonAnswer, problemAnswer } from './json-answer.ts';
import { followedIn, type HttpAnswer, type Told } from './told.ts';

const readers: Record<string, (text: string) => Told | undefined> = {
  'application/json': jsonAnswer,
  'application/problem+json': problemAnswer,
  'application/fhir+json': fhirAnswer,
  'application/hl7-v2': hl7Answer,
  'x-application/hl7-v2+er7': hl7Answer,
};

/** Said of this body, whoever sends it and when. */
const aboutTheBody = new Set([400, 413, 415, 422]);

/** Said of this body by whatever stands in front of the platform too. */
const anyonesToSay = new Set([413]);

/** Another body might fare better: the fault may lie in what this one does to the other side. */
const perhapsThisBody = new Set([500, 502, 504]);

const isPassing = (status: number): boolean => status >= 500 || [408, 425, 429].includes(status);

const secondsOf = (header: string | undefined): number | undefined =>
  header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) : undefined;

const again = ({ status, retry_after }: HttpAnswer, told: Told | undefined): Verdict => {
  const after = secondsOf(retry_after);
  const why = told?.detail ?? told?.problems[0]?.message;
  return {
    outcome: 'again',
    detail: `The platform answered ${status}${why ? `: ${why}` : '.'}`,
    is_general: !perhapsThisBody.has(status),
    ...(after !== undefined && { after_seconds: after }),
  };
};

const taken = ({ location = '' }: HttpAnswer, { problems, results }: Told): Verdict => ({
  outcome: problems.some(isError) ? 'partly' : 'sent',
  results: results.length > 0 ? results : followedIn(location),
  problems,
});

const halfway: Verdict = {
  outcome: 'again',
  detail: 'The answer broke off; what was taken is taken once.',
  is_general: false,
};

const foreign = ({ status }: HttpAnswer): Verdict => ({
  outcome: 'denied',
  detail: `The address answered ${status}, but not as LabSecure does; check the url.`,
});

/**
 * What an answer to a delivery means for the file. Only what the platform itself says in its own words is believed: a page of
 * a proxy is neither an acceptance nor a refusal.
 */
export const readAnswer = (answer: HttpAnswer): Verdict => {
  const told = readers[answer.media_type]?.(answer.text);
  const { status } = answer;
  if (isPassing(status)) return again(answer, told);
  if (status === 202 && answer.media_type in readers && isCutOff(answer)) return halfway;
  if (status === 202 && told) return taken(answer, told);
  const why = told?.detail ?? told?.problems[0]?.message;
  if (status === 401 || status === 403)
    return { outcome: 'denied', detail: why ?? `Not allowed (${status}).` };
  if (aboutTheBody.has(status) && (told || anyonesToSay.has(status))) {
    const detail = why ?? 'The file is larger than the platform takes.';
    return { outcome: 'refused', detail, problems: told?.problems ?? [tooLarge(detail)] };
  }
  return foreign(answer);
};

const tooLarge = (message: string) => ({ pointer: '', code: 'E_TOO_LARGE', message });
