import { type Static, Type } from 'typebox';
import { Problem } from './problem.ts';
import { ProcessingState } from './vocabulary.ts';

export const AcceptedAnswer = Type.Object(
  {
    result_id: Type.String({ format: 'uuid' }),
    submission_id: Type.String({ format: 'uuid' }),
    status: ProcessingState,
    warnings: Type.Array(Problem),
  },
  { $id: 'AcceptedAnswer' },
);
export type AcceptedAnswer = Static<typeof AcceptedAnswer>;

const row = Type.Optional(
  Type.Integer({
    description: 'first row in a table (the header is row 1), or number of the message in a batch',
  }),
);

const pointer = Type.Optional(
  Type.String({
    description:
      'where the result stands in what was sent, as in problems: an OBR, a resource of a Bundle, a Test of an XML document',
  }),
);

export const AcceptedEntry = Type.Object({
  row,
  pointer,
  result_id: Type.String({ format: 'uuid' }),
  submission_id: Type.String({ format: 'uuid' }),
  status: ProcessingState,
  warnings: Type.Array(Problem),
});
export type AcceptedEntry = Static<typeof AcceptedEntry>;

export const RefusedEntry = Type.Object({
  row,
  pointer,
  status: Type.Literal('REFUSED'),
  errors: Type.Array(Problem),
});
export type RefusedEntry = Static<typeof RefusedEntry>;

/**
 * Of a body with several results, in their order; at least one was accepted. Of one larger than 1 MiB the order is that in
 * which they were read (each has its row), the counts come last, and no more than 1,000 refused ones are listed: a
 * warning W_MORE_REFUSED says how many more there were.
 */
export const SeveralAnswer = Type.Object(
  {
    accepted: Type.Integer(),
    refused: Type.Integer(),
    results: Type.Array(Type.Union([AcceptedEntry, RefusedEntry])),
    warnings: Type.Optional(Type.Array(Problem, { description: 'remarks on the body as a whole' })),
  },
  { $id: 'SeveralAnswer' },
);
export type SeveralAnswer = Static<typeof SeveralAnswer>;

/** What would become of each result in a body; no errors where it would be accepted. Large bodies: as SeveralAnswer. */
export const ValidateAnswer = Type.Object(
  {
    valid: Type.Integer(),
    refused: Type.Integer(),
    results: Type.Array(
      Type.Object({
        row,
        pointer,
        valid: Type.Boolean(),
        panel: Type.Optional(Type.String({ description: 'as patients would see it' })),
        observations: Type.Optional(Type.Integer({ description: 'how many there are' })),
        errors: Type.Array(Problem),
        warnings: Type.Array(Problem),
      }),
    ),
    warnings: Type.Optional(Type.Array(Problem, { description: 'remarks on the body as a whole' })),
  },
  { $id: 'ValidateAnswer' },
);
export type ValidateAnswer = Static<typeof ValidateAnswer>;

export const SubmissionStatus = Type.Object({
  submission_id: Type.String({ format: 'uuid' }),
  status: ProcessingState,
  received_at: Type.String(),
  problems: Type.Array(Problem),
  reason: Type.Optional(Type.String()),
});

/** Newest submission first; `status` on top is the newest one's. */
export const StatusAnswer = Type.Object(
  {
    result_id: Type.String({ format: 'uuid' }),
    status: ProcessingState,
    submissions: Type.Array(SubmissionStatus),
  },
  { $id: 'StatusAnswer' },
);
export type StatusAnswer = Static<typeof StatusAnswer>;

/** A lab's own deliveries, newest first. */
export const SubmissionsPage = Type.Object(
  {
    submissions: Type.Array(
      Type.Object({
        result_id: Type.String({ format: 'uuid' }),
        submission_id: Type.String({ format: 'uuid' }),
        received_at: Type.String({ description: 'when it was last sent' }),
        media_type: Type.String({ description: 'Content-Type as sent' }),
        state: ProcessingState,
        problems: Type.Array(Problem),
        reason: Type.Optional(Type.String()),
      }),
    ),
    cursor: Type.Optional(Type.String({ description: 'send it for the next page; absent on the last one' })),
  },
  { $id: 'SubmissionsPage' },
);
export type SubmissionsPage = Static<typeof SubmissionsPage>;

export const ReportAnswer = Type.Object(
  {
    url: Type.String({ description: 'opens the PDF, without further sign-in, until expires_at' }),
    expires_at: Type.String(),
  },
  { $id: 'ReportAnswer' },
);
export type ReportAnswer = Static<typeof ReportAnswer>;

/** What the name of a sealed file ends in, behind its own: `a.csv.sealed`. */
export const sealedSuffix = '.sealed';

/** In any case, as for other endings: some systems write file names in capitals. */
export const isSealedName = (name: string): boolean => name.toLowerCase().endsWith(sealedSuffix);

/** A file that a lab means to drop. */
export const UploadRequest = Type.Object(
  {
    file_name: Type.String({
      pattern: '^[A-Za-z0-9_-][A-Za-z0-9._-]{0,119}$',
      description:
        'letters a to z, digits and . _ - alone, 120 at most, the first no dot; tells the format, as in results.csv; sealed files end in .sealed',
    }),
    size: Type.Integer({ minimum: 1, description: 'bytes, exactly' }),
  },
  { $id: 'UploadRequest', additionalProperties: false },
);
export type UploadRequest = Static<typeof UploadRequest>;

export const UploadAddress = Type.Object(
  {
    url: Type.String({ description: 'takes this one file, without further sign-in, until expires_at' }),
    method: Type.Literal('PUT'),
    headers: Type.Record(Type.String(), Type.String(), { description: 'to send as they are' }),
    path: Type.String({ description: 'where the file will lie; e-mails about it name it by this' }),
    expires_at: Type.String(),
  },
  { $id: 'UploadAddress' },
);
export type UploadAddress = Static<typeof UploadAddress>;

export const SealingKeyAnswer = Type.Object(
  {
    public_key: Type.String({ description: 'PEM' }),
    fingerprint: Type.String({ description: 'SHA-256 of the key in DER (SubjectPublicKeyInfo), hex' }),
  },
  { $id: 'SealingKeyAnswer' },
);
export type SealingKeyAnswer = Static<typeof SealingKeyAnswer>;
