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

export const ReportAnswer = Type.Object(
  {
    url: Type.String({ description: 'opens the PDF, without further sign-in, until expires_at' }),
    expires_at: Type.String(),
  },
  { $id: 'ReportAnswer' },
);
export type ReportAnswer = Static<typeof ReportAnswer>;
