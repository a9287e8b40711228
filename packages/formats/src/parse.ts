import { type MediaType, readMediaType } from './media-type.ts';
import { parseNativeJson } from './native-json.ts';
import type { LabProfile, ParseOutcome } from './profile.ts';
import { textOf } from './text.ts';

export { extensionOf, supportedMediaTypes } from './media-type.ts';
export type { LabProfile, ParseOutcome } from './profile.ts';

type Reader = (text: string, profile: LabProfile) => ParseOutcome;

/** A format is one line here and a file of its own. */
const readers: Record<MediaType, Reader> = { 'application/json': parseNativeJson };

/**
 * Reads what a lab sent into canonical reports, or says what is wrong with it and where.
 * @param mediaType the Content-Type, parameters included
 * @throws InvalidInputError 415 (E_MEDIA), 400 (E_EMPTY, E_CHARSET, E_JSON): the bytes are not of that type
 * @throws ForbiddenError when the body names another lab than the sender's
 */
export const parse = (bytes: Uint8Array, mediaType: string, profile: LabProfile): ParseOutcome => {
  const reader = readers[readMediaType(mediaType)];
  return reader(textOf(bytes), profile);
};
