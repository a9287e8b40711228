/** In bytes: one report, or a body that is read as a whole; and a body of several results that is read as it comes. */
export { largestBody, largestReport } from '@labsecure/formats/incoming';

/** Formats of which a body may hold any number of results, each with a part of it that stands alone. */
export const streamedTypes = ['text/csv', 'application/hl7-v2', 'x-application/hl7-v2+er7'];

/**
 * Whether a body of this type may be larger than one report, and is read as it comes then.
 * @param mediaType the Content-Type, parameters included
 */
export const isStreamed = (mediaType: string): boolean =>
  streamedTypes.includes(mediaType.split(';', 1).join('').trim().toLowerCase());
