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

/** What S3 says of an object that was put. https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
const ObjectCreated = Type.Object({
  eventName: Type.String({ description: 'ObjectCreated:Put, ...; those of other names are left alone' }),
  eventTime: Type.String({ description: 'ISO 8601, UTC' }),
  s3: Type.Object({
    bucket: Type.Object({ name: Type.String() }),
    object: Type.Object({
      key: Type.String({ description: 'URL-encoded as a form is: a space is +' }),
      size: Type.Optional(Type.Integer()),
      eTag: Type.Optional(Type.String()),
      versionId: Type.Optional(Type.String()),
    }),
  }),
});

/** On `file-drop`: files were put, or, where S3 was just told to send events, a trial of it. */
export const FileDropMessage = Type.Union([
  Type.Object({ Records: Type.Array(ObjectCreated, { minItems: 1 }) }),
  Type.Object({ Event: Type.Literal('s3:TestEvent') }),
]);
export type FileDropMessage = Static<typeof FileDropMessage>;

/** Why a file, or a part of it, was not taken: a code, and where. Never a message, which could speak of values. */
export const QuarantineReason = Type.Object(
  {
    code: Type.String({ pattern: '^E_[A-Z0-9_]{1,60}$' }),
    count: Type.Integer({ minimum: 1, description: 'how often' }),
    row: Type.Optional(Type.Integer({ description: 'the first row, or message of a batch, it is in' })),
  },
  { additionalProperties: false },
);
export type QuarantineReason = Static<typeof QuarantineReason>;

/** On `notifications`: a version became visible, a submission ended without one or waits for staff, a file was not taken. */
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
  Type.Object(
    {
      kind: Type.Literal('submission-held'),
      event_id: uuid,
      lab_id: Type.String(),
      result_id: uuid,
      submission_id: uuid,
      traceparent,
    },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      kind: Type.Literal('file-quarantined'),
      event_id: uuid,
      lab_id: Type.Optional(Type.String({ description: 'absent when the path names no lab that is known' })),
      path: Type.String({ description: 'as the lab named it' }),
      kept_at: Type.String({
        description: 'where in the quarantine bucket it lies, with its reasons beside it',
      }),
      /** Whether some of it was taken. */
      in_part: Type.Boolean(),
      reasons: Type.Array(QuarantineReason, { minItems: 1, maxItems: 20 }),
      traceparent,
    },
    { additionalProperties: false },
  ),
]);
export type NotificationMessage = Static<typeof NotificationMessage>;
