import type { InvalidInputError } from '@labsecure/contracts/errors';
import { refusedBody } from '../errors.ts';

/** The message as a whole cannot be read: there is nothing to say of its single results. */
export const unreadable = (code: string, pointer: string, message: string, status = 400): InvalidInputError =>
  refusedBody(code, status, message, pointer);

export const missing = (pointer: string, name: string): InvalidInputError =>
  unreadable('E_HL7_REQUIRED', pointer, `${pointer.slice(1)} (${name}) is required.`);

/** @param found the id of the first segment, where it is one of HL7 */
export const noHeader = (found: string | undefined): InvalidInputError => {
  const instead = found === undefined ? '' : `; found "${found}"`;
  return unreadable('E_HL7_MSH', '', `The message must start with an MSH segment${instead}.`);
};

/** @param limit in bytes */
export const tooLarge = (limit: number): InvalidInputError =>
  unreadable('E_TOO_LARGE', '', `The message is larger than ${limit} bytes, the limit for one message.`, 413);
