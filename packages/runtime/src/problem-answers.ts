import { LabSecureError, UnavailableError } from '@labsecure/contracts/errors';
import type { Problem, ProblemDetails } from '@labsecure/contracts/problem';
import type { FastifyError, FastifySchema } from 'fastify';
import { requestProblems } from './request-problems.ts';

/** An error as it may be told to the outside. */
export interface Answer {
  status: number;
  code: string;
  title: string;
  detail?: string;
  errors?: Problem[];
  retryAfterSeconds?: number;
}

const titles: Record<number, string> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Too large',
  415: 'Media type not supported',
  422: 'Cannot be taken as it is',
  429: 'Too many requests',
  500: 'Something went wrong on our side',
  503: 'Not available at the moment',
};

const titleOf = (status: number): string =>
  titles[status] ?? (status < 500 ? 'Bad request' : 'Something went wrong on our side');

/** AWS errors that more waiting does not mend: our own request was wrong. */
const ownFaults = new Set([
  'ValidationException',
  'SerializationException',
  'ConditionalCheckFailedException',
]);
const networkCodes = /^(ECONN|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|UND_ERR_)/;

/** Whether something we depend on did not answer, or answered that it cannot. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'TimeoutError' || error.name === 'RequestTimeout') return true;
  if ('code' in error && typeof error.code === 'string' && networkCodes.test(error.code)) return true;
  return '$metadata' in error && !ownFaults.has(error.name);
}

const isFastifyError = (error: unknown): error is FastifyError =>
  error instanceof Error && 'statusCode' in error;

function answerForFastify(
  error: FastifyError,
  bodyLimit: number,
  schema: FastifySchema | undefined,
): Answer | undefined {
  if (error.validation) {
    const status = error.validationContext === 'body' ? 422 : 400;
    const errors = requestProblems(error, schema);
    const detail = errors.map(({ message }) => message).join(' ');
    return { status, code: 'E_INVALID', title: titleOf(status), detail, errors };
  }
  const { code, statusCode = 500 } = error;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return {
      status: 413,
      code: 'E_TOO_LARGE',
      title: titleOf(413),
      detail: `A body may have at most ${bodyLimit} bytes.`,
    };
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return {
      status: 415,
      code: 'E_MEDIA',
      title: titleOf(415),
      detail: 'This address does not take this media type.',
    };
  if (code === 'FST_ERR_CTP_EMPTY_JSON_BODY' || code === 'FST_ERR_CTP_INVALID_JSON_BODY')
    return { status: 400, code: 'E_JSON', title: titleOf(400), detail: 'The body is not valid JSON.' };
  if (statusCode === 429)
    return {
      status: 429,
      code: 'E_TOO_MANY',
      title: titleOf(429),
      detail: 'Wait as long as Retry-After says, then go on.',
    };
  if (statusCode === 503) return { ...answerFor(new UnavailableError(), bodyLimit) };
  if (statusCode >= 400 && statusCode < 500)
    return { status: statusCode, code: 'E_REQUEST', title: titleOf(statusCode) };
  return undefined;
}

/**
 * What the outside is told about an error. Of a fault on our side it learns no more than that there was one.
 * @param bodyLimit bytes, to name it where it was exceeded
 * @param schema of the route, whose descriptions say what was expected
 */
export function answerFor(error: unknown, bodyLimit: number, schema?: FastifySchema): Answer {
  if (error instanceof LabSecureError && (error.status < 500 || error.status === 503)) {
    const { status, code, message, problems, retryAfterSeconds } = error;
    return {
      status,
      code,
      title: titleOf(status),
      detail: message,
      ...(problems.length > 0 ? { errors: problems } : {}),
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    };
  }
  const known = isFastifyError(error) ? answerForFastify(error, bodyLimit, schema) : undefined;
  if (known) return known;
  if (isOutage(error)) return answerFor(new UnavailableError(), bodyLimit);
  return { status: 500, code: 'E_INTERNAL', title: titleOf(500) };
}

/** @param instance id of the request, for the sender to quote */
export function problemDetails(
  { status, code, title, detail, errors }: Answer,
  instance: string,
): ProblemDetails {
  return {
    type: 'about:blank',
    title,
    status,
    code,
    ...(detail === undefined ? {} : { detail }),
    instance,
    ...(errors === undefined ? {} : { errors }),
  };
}
