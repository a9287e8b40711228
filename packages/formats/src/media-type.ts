import { type MediaType, mediaTypes } from '@labsecure/contracts/vocabulary';
import { otherFhirVersion, unsupportedMedia } from './errors.ts';
import { xmlFhir } from './fhir/refusals.ts';

/** What the bytes of each are kept under. */
const extensions: Record<MediaType, string> = {
  'application/json': 'json',
  'application/hl7-v2': 'hl7',
  'application/fhir+json': 'fhir.json',
  'text/csv': 'csv',
  'application/xml': 'xml',
};

/** Of ER7, the classic encoding of HL7 v2. */
const otherNames = new Map<string, MediaType>([['x-application/hl7-v2+er7', 'application/hl7-v2']]);

const named = (type: string): MediaType | undefined =>
  mediaTypes.find((known) => known === type) ?? otherNames.get(type);

const parameter = (parameters: string[], name: string): string | undefined =>
  parameters
    .find((text) => text.startsWith(`${name}=`))
    ?.slice(name.length + 1)
    .replace(/^"(.*)"$/, '$1');

/**
 * The format a Content-Type header stands for, by the one name it has here.
 * @throws InvalidInputError (415, E_MEDIA) when it cannot be read, names a charset other than UTF-8, or another FHIR than R4
 */
export const readMediaType = (contentType: string): MediaType => {
  const [type = '', ...parameters] = contentType.split(';').map((part) => part.trim().toLowerCase());
  if (type === 'application/fhir+xml') throw xmlFhir();
  const format = named(type);
  const charset = parameter(parameters, 'charset');
  const readable = charset === undefined || /^(?:utf-?8|us-ascii)$/.test(charset);
  // The sender's own words are not echoed beyond what a media type can hold.
  if (format === undefined || !readable)
    throw unsupportedMedia(contentType.replace(/[^\w.+\-/;= "]/g, '').slice(0, 80));
  const version = format === 'application/fhir+json' ? parameter(parameters, 'fhirversion') : undefined;
  if (version !== undefined && !/^4\.0(?:\.\d)?$/.test(version)) throw otherFhirVersion();
  return format;
};

/** @throws InvalidInputError (415) as readMediaType does */
export const extensionOf = (contentType: string): string => extensions[readMediaType(contentType)];
