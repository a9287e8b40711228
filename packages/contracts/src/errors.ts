import type { Problem } from './problem.ts';

export interface LabSecureErrorOptions {
  /** Stable, for machines: `E_NOT_FOUND`. */
  code: string;
  /** HTTP status this error maps to. */
  status: number;
  /** Whether the same call may succeed later without anyone changing anything. */
  retryable: boolean;
  problems?: Problem[];
  retryAfterSeconds?: number;
  cause?: unknown;
}

/** The one base class. Messages never hold clinical content. */
export class LabSecureError extends Error {
  readonly code: string;
  readonly status: number;
  readonly retryable: boolean;
  readonly problems: Problem[];
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, options: LabSecureErrorOptions) {
    super(message, { cause: options.cause });
    this.name = new.target.name;
    this.code = options.code;
    this.status = options.status;
    this.retryable = options.retryable;
    this.problems = options.problems ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** What was sent cannot be taken as it is; the sender has to change it. */
export class InvalidInputError extends LabSecureError {
  constructor(message: string, problems: Problem[], status = 422, code = 'E_INVALID') {
    super(message, { code, status, retryable: false, problems });
  }
}

/** Not there, or not for the one who asks: the two are never told apart. */
export class NotFoundError extends LabSecureError {
  constructor(message = 'There is nothing at this address for you.') {
    super(message, { code: 'E_NOT_FOUND', status: 404, retryable: false });
  }
}

export class UnauthorizedError extends LabSecureError {
  constructor(message = 'A valid access token is needed.', cause?: unknown) {
    super(message, { code: 'E_UNAUTHORIZED', status: 401, retryable: false, cause });
  }
}

export class ForbiddenError extends LabSecureError {
  constructor(message: string) {
    super(message, { code: 'E_FORBIDDEN', status: 403, retryable: false });
  }
}

/** Something this service needs does not answer. The caller may try again. */
export class UnavailableError extends LabSecureError {
  constructor(message = 'A part of the service does not answer at the moment.', cause?: unknown) {
    super(message, { code: 'E_UNAVAILABLE', status: 503, retryable: true, retryAfterSeconds: 5, cause });
  }
}

/** A message that no retry will help: it is parked in the dead-letter queue with this reason. */
export class PermanentError extends LabSecureError {
  constructor(message: string, code = 'E_PERMANENT', cause?: unknown) {
    super(message, { code, status: 500, retryable: false, cause });
  }
}
