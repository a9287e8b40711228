/** Nobody answered. The same call may succeed later. */
export class UnreachableError extends Error {
  override readonly name: string = 'UnreachableError';
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, options: { retryAfterSeconds?: number | undefined; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** The program was asked to end before there was an answer: what was on its way can be sent again. */
export class StoppedError extends UnreachableError {}

/** The client was not let in, or the address is another's: a person has to change a setting. */
export class DeniedError extends Error {
  override readonly name = 'DeniedError';
}

/** A setting or an argument is missing or wrong. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}
