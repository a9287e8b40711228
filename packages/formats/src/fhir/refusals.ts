import { refusedBody } from '../errors.ts';

/** XML where JSON was announced: the other representation of FHIR, which is not read. */
export const xmlFhir = () =>
  refusedBody('E_MEDIA', 415, 'FHIR in XML is not supported; send FHIR R4 as JSON (application/fhir+json).');

/** JSON, but not a resource that can hold results. */
export const otherResource = () =>
  refusedBody(
    'E_FHIR_TYPE',
    400,
    'This resource type is not accepted here; send a Bundle, a DiagnosticReport or an Observation.',
    '/resourceType',
  );

export const tooManyObservations = (limit: number) =>
  refusedBody('E_TOO_MANY', 422, `The body refers to more than ${limit} Observations; send it in parts.`);
