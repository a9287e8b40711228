import { type Static, Type } from 'typebox';

const uuid = Type.String({ format: 'uuid' });
const traceparent = Type.Optional(
  Type.String({ description: 'W3C trace context, from the request of the lab' }),
);

/** On `lab-results`: there is a submission to process. */
export const LabResultMessage = Type.Object(
  { kind: Type.Literal('submission'), result_id: uuid, submission_id: uuid, traceparent },
  { additionalProperties: false },
);
export type LabResultMessage = Static<typeof LabResultMessage>;

/** On `notifications`: a version became visible, or a submission ended without one. */
export const NotificationMessage = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('result-visible'),
      event_id: uuid,
      patient_id: Type.String(),
      result_id: uuid,
      traceparent,
    },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      kind: Type.Literal('submission-ended'),
      event_id: uuid,
      lab_id: Type.String(),
      result_id: uuid,
      submission_id: uuid,
      state: Type.Enum(['REJECTED', 'FAILED']),
      traceparent,
    },
    { additionalProperties: false },
  ),
]);
export type NotificationMessage = Static<typeof NotificationMessage>;
