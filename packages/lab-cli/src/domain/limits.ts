import type { MediaType } from '@labsecure/contracts/vocabulary';
import { largestBody, largestReport } from '@labsecure/formats/incoming';
import type { Refused } from './verdict.ts';

/** Of any format, in bytes. */
const mostBytes = largestBody;

/** Sealing makes a file a little longer. */
const mostSealed = largestBody + 1024 * 1024;

/** So much of a file is read: whatever is larger is refused for its size. */
export const mostRead = mostSealed;

/** What is read in the order in which it comes may be large; the others are read as a whole. */
const mostOf: Record<MediaType, number> = {
  'text/csv': largestBody,
  'application/hl7-v2': largestBody,
  'application/json': largestReport,
  'application/fhir+json': largestReport,
  'application/xml': largestReport,
};

export const refusal = (code: string, message: string): Refused => ({
  outcome: 'refused',
  detail: message,
  problems: [{ pointer: '', code, message }],
});

/** @param remedy what would tell it */
export const unknownType = (remedy = 'name it with --type'): Refused =>
  refusal('E_MEDIA', `Neither its extension nor its beginning tells its format; ${remedy}.`);

const mebibytes = (bytes: number): string => `${bytes / 1024 / 1024} MiB`;

/**
 * Refused when the platform would not read so much.
 * @param size bytes
 * @param type undefined when it is not known
 */
export const tooLarge = (size: number, type?: MediaType): Refused | undefined => {
  const most = type === undefined ? mostBytes : mostOf[type];
  if (size <= most) return undefined;
  const of = most === mostBytes ? 'any format' : 'this format (of CSV and HL7 v2, 25 MiB)';
  return refusal(
    'E_TOO_LARGE',
    `The file is larger than ${mebibytes(most)}, the most that is read of ${of}.`,
  );
};

/**
 * Refused when the platform would not open so much.
 * @param size bytes
 */
export const sealedTooLarge = (size: number): Refused | undefined =>
  size <= mostSealed
    ? undefined
    : refusal(
        'E_TOO_LARGE',
        `The sealed file is larger than ${mebibytes(mostSealed)}, the most that is opened.`,
      );

/** How every message of the AWS Encryption SDK begins that commits to its key: by the version of the format. */
const sealedBeginning = 2;

/** Refused when it is called sealed and is not: it would leave in the open. */
export const notSealed = ([first]: Uint8Array): Refused | undefined =>
  first === sealedBeginning
    ? undefined
    : refusal(
        'E_SEALED',
        'It is called .sealed and is not sealed. Seal the file itself: labsecure submit --encrypt.',
      );
