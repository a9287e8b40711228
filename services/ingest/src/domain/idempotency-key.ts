import { InvalidInputError } from '@labsecure/contracts/errors';

const wellFormed = /^[\x21-\x7e]{1,255}$/;

/**
 * @returns the key of the header, undefined when there is none
 * @throws InvalidInputError (400) when it is not 1 to 255 visible ASCII characters
 */
export const idempotencyKeyOf = (header: string | string[] | undefined): string | undefined => {
  if (header === undefined) return undefined;
  if (typeof header === 'string' && wellFormed.test(header)) return header;
  const message = 'The Idempotency-Key header must be 1 to 255 visible ASCII characters, sent once.';
  const code = 'E_IDEMPOTENCY_KEY';
  throw new InvalidInputError(message, [{ pointer: '', code, message }], 400, code);
};
