import { InvalidInputError } from '@labsecure/contracts/errors';
import { mediaTypes } from '@labsecure/contracts/vocabulary';

/** What a sender can act on is bounded; a body with more faults has one cause. */
export const mostProblems = 100;

/**
 * A body that is refused as a whole, for one reason.
 * @param pointer to the place in it, where there is one
 */
export const refusedBody = (code: string, status: number, message: string, pointer = ''): InvalidInputError =>
  new InvalidInputError(message, [{ pointer, code, message }], status, code);

/** The bytes are not what the media type says they are; there is nothing to validate. */
export const emptyBody = () => refusedBody('E_EMPTY', 400, 'The submission is empty.');

/** @param offset of the first byte that does not belong */
export const wrongCharset = (offset: number) =>
  refusedBody('E_CHARSET', 400, `Bytes at offset ${offset} are not valid UTF-8.`);

export const brokenJson = (line: number, column: number) =>
  refusedBody('E_JSON', 400, `Invalid JSON at line ${line} column ${column}.`);

/** @param pointers of the second of each */
export const repeatedKeys = (pointers: string[]): InvalidInputError => {
  const message = 'A key stands twice in the same object; send it once.';
  const problems = pointers.slice(0, mostProblems).map((pointer) => ({ pointer, code: 'E_JSON', message }));
  return new InvalidInputError(message, problems, 400, 'E_JSON');
};

export const tooDeep = (limit: number) =>
  refusedBody('E_JSON', 400, `The JSON is nested more than ${limit} levels deep.`);

const listed = new Intl.ListFormat('en', { type: 'disjunction' }).format(mediaTypes);

/** @param sent the Content-Type as it came */
export const unsupportedMedia = (sent: string) =>
  refusedBody('E_MEDIA', 415, `Content type ${sent || '(none)'} is not supported; send ${listed}, in UTF-8.`);

export const fhirAsJson = () =>
  refusedBody('E_MEDIA', 415, 'This is a FHIR resource; send it as application/fhir+json.');

export const otherFhirVersion = () =>
  refusedBody('E_MEDIA', 415, 'This version of FHIR is not supported; send FHIR R4 (fhirVersion=4.0).');
