import { Type } from 'typebox';

const Acknowledgement = Type.String({ description: 'ACK^R01: AA, AE or AR, and an ERR for each problem' });

const OperationOutcome = Type.Object({
  resourceType: Type.Literal('OperationOutcome'),
  issue: Type.Array(
    Type.Object({
      severity: Type.Enum(['error', 'warning', 'information']),
      code: Type.String(),
      diagnostics: Type.String(),
      expression: Type.Optional(Type.Array(Type.String())),
    }),
  ),
});

/** What senders of HL7 v2 and FHIR get in place of JSON, under the same status. */
export const spokenContent = {
  'application/hl7-v2': { schema: Acknowledgement },
  'application/fhir+json': { schema: OperationOutcome },
};
