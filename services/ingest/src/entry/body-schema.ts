import { NativeSubmission } from '@labsecure/formats/native-json';
import { Type } from 'typebox';
import {
  completeBloodCount,
  csvExample,
  fhirExample,
  hl7Example,
  hospitalFile,
  xmlExample,
} from './examples.ts';

const HospitalFile = Type.Object(
  {
    patient_id: Type.Integer(),
    sample_id: Type.Integer({ description: 'the accession number' }),
    result: Type.String({ description: 'shown as text' }),
  },
  { description: "a hospital's blood-test file; further keys are kept and otherwise ignored" },
);

const text = (description: string) => Type.String({ description });

/** The bodies that are read, by media type, each with one that is taken as it is. */
export const bodySchema = {
  content: {
    'application/json': {
      schema: {
        ...Type.Union([NativeSubmission, HospitalFile]),
        examples: [completeBloodCount, hospitalFile],
      },
    },
    'application/hl7-v2': {
      schema: {
        ...text(
          'ORU^R01, versions 2.3 to 2.8: one message, several, or a batch (FHS/BHS). Also as x-application/hl7-v2+er7',
        ),
        examples: [hl7Example],
      },
    },
    'application/fhir+json': {
      schema: {
        type: 'object',
        description: 'FHIR R4: a Bundle, a DiagnosticReport with what it contains, or one Observation',
        examples: [fhirExample],
      },
    },
    'text/csv': {
      schema: {
        ...text(
          'A header and a row for each value; rows of one patient, date, accession number and panel are one result',
        ),
        examples: [csvExample],
      },
    },
    'application/xml': {
      schema: {
        ...text('A LabResult document; each Test in it is one result'),
        examples: [xmlExample],
      },
    },
  },
};

/** The limits of a body, in words. */
export const bodyLimits =
  'Limits: 1 MiB a report; 25 MiB a table (text/csv) or batch (HL7 v2), of which no result may be larger than 1 MiB; UTF-8 (HL7 v2: or what MSH-18 names). Keys and columns that are not described are kept and otherwise ignored.';
