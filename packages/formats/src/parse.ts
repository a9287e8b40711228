import type { MediaType } from '@labsecure/contracts/vocabulary';
import { readCsv } from './csv/csv.ts';
import { fhirAsJson } from './errors.ts';
import { readFhir } from './fhir/read-fhir.ts';
import { readHl7Bytes } from './hl7-bytes.ts';
import { looksLikeHospital, readHospital } from './hospital/hospital.ts';
import { readJson } from './json.ts';
import { readMediaType } from './media-type.ts';
import { readNative } from './native-json.ts';
import { isObject } from './place.ts';
import type { LabProfile, ParseOutcome } from './profile.ts';
import { textOf } from './text.ts';
import { readXml } from './xml/xml.ts';

export { extensionOf, readMediaType } from './media-type.ts';
export type { Entry, LabProfile, ParseOutcome } from './profile.ts';

type Reader<Sent> = (sent: Sent, profile: LabProfile) => ParseOutcome;

const asText =
  (read: Reader<string>): Reader<Uint8Array> =>
  (bytes, profile) =>
    read(textOf(bytes), profile);

/** Resources name their type; neither shape of plain JSON has such a key. */
const looksLikeFhir = (value: unknown): boolean =>
  isObject(value) &&
  typeof value.resourceType === 'string' &&
  !('test_type' in value) &&
  !('sample_id' in value);

/** Two shapes go by the name of JSON. */
const readPlainJson: Reader<string> = (text, profile) => {
  const reading = readJson(text);
  if (looksLikeFhir(reading.value)) throw fhirAsJson();
  return looksLikeHospital(reading.value) ? readHospital(text, profile) : readNative(reading, profile);
};

/** A format is one line here and a file, or a folder, of its own. */
const readers: Record<MediaType, Reader<Uint8Array>> = {
  'application/json': asText(readPlainJson),
  'application/hl7-v2': readHl7Bytes,
  'application/fhir+json': asText(readFhir),
  'text/csv': asText(readCsv),
  'application/xml': asText(readXml),
};

/**
 * Reads what a lab sent into canonical reports, or says what is wrong with it and where.
 * @param mediaType the Content-Type, parameters included
 * @throws InvalidInputError 415 (E_MEDIA), 400 (E_EMPTY, E_CHARSET, E_JSON, E_HL7_..., ...): the bytes are not of that type
 * @throws ForbiddenError when the body names another lab than the sender's
 */
export const parse = (bytes: Uint8Array, mediaType: string, profile: LabProfile): ParseOutcome =>
  readers[readMediaType(mediaType)](bytes, profile);
