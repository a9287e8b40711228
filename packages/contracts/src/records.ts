import { type Static, Type } from 'typebox';
import { OrderingProvider, SentValue } from './canonical-report.ts';
import { LocalTerms, Quirks } from './labs.ts';
import { Problem } from './problem.ts';
import { PanelId, ProcessingState, ResultStatus } from './vocabulary.ts';

/** A reference range in the unit of the value it stands beside. */
export const ReferenceRange = Type.Object({
  low: Type.Optional(Type.Number()),
  high: Type.Optional(Type.Number()),
  low_inclusive: Type.Boolean(),
  high_inclusive: Type.Boolean(),
  text: Type.String({ description: 'as sent by the lab, or as the catalogue prints it' }),
  source: Type.Enum(['lab', 'catalogue']),
});
export type ReferenceRange = Static<typeof ReferenceRange>;

/** One analyte with the sense we made of it. All numbers are in the unit the lab sent. */
export const Observation = Type.Object({
  code: Type.String({ description: 'as sent; the catalogue id for derived ones' }),
  name: Type.String(),
  analyte_id: Type.Optional(
    Type.String({ description: 'catalogue id; absent when the analyte is not known' }),
  ),
  loinc: Type.Optional(Type.String()),
  status: Type.Optional(ResultStatus),
  value: SentValue,
  unit: Type.Optional(Type.String({ description: 'as sent' })),
  ucum: Type.Optional(Type.String({ description: 'the same unit in UCUM, when known' })),
  /** The value in the catalogue's preferred unit, to compare across labs; absent when no conversion is known. */
  preferred: Type.Optional(Type.Object({ number: Type.Number(), ucum: Type.String() })),
  range: Type.Optional(ReferenceRange),
  /** What the lab sent as range when it could not be read as numbers ("Negative"). */
  range_text: Type.Optional(Type.String()),
  /** Critical limits in the unit sent; critical at or beyond them. */
  critical: Type.Optional(
    Type.Object({ low: Type.Optional(Type.Number()), high: Type.Optional(Type.Number()) }),
  ),
  lab_flag: Type.Optional(Type.String()),
  our_flag: Type.Optional(Type.String({ description: 'N L H LL HH A; absent when it cannot be known' })),
  /** The flag to show: the lab's, ours where the lab sent none. Absent: nobody knows. */
  flag: Type.Optional(Type.String()),
  flags_disagree: Type.Boolean(),
  /** The method, when computed here and not measured: "CKD-EPI 2021". */
  derived: Type.Optional(Type.String()),
  notes: Type.Array(Type.String()),
});
export type Observation = Static<typeof Observation>;

/** What a list shows of a result without opening it. */
export const ResultSummary = Type.Object({
  total: Type.Integer({ description: 'measured observations that have a value' }),
  flagged: Type.Integer({ description: 'of these, known to be out of range' }),
  critical: Type.Integer({ description: 'of these, flagged LL, HH or AA' }),
  unknown: Type.Integer({ description: 'observations of which nobody knows whether they are in range' }),
  calculated_flagged: Type.Optional(
    Type.Integer({ description: 'calculated values out of their range; they are not in the counts above' }),
  ),
  withdrawn: Type.Optional(
    Type.Integer({ description: 'values cancelled or taken back; they are not in the counts above' }),
  ),
});
export type ResultSummary = Static<typeof ResultSummary>;

/** One version of a result as shown to the patient. Written by the processor alone. */
export const ResultVersion = Type.Object({
  result_id: Type.String(),
  version: Type.String({ description: 'sortable: see version-order.ts' }),
  submission_id: Type.String(),
  patient_id: Type.String(),
  lab_id: Type.String(),
  lab_name: Type.String(),
  accession_number: Type.Optional(Type.String()),
  panel: Type.Object({ id: PanelId, name: Type.String(), loinc: Type.Optional(Type.String()) }),
  status: ResultStatus,
  corrected: Type.Boolean({ description: 'status is corrected or amended' }),
  collected_at: Type.String(),
  reported_at: Type.String(),
  collected_instant: Type.String({ description: 'collected_at in UTC, sortable' }),
  ordering_provider: Type.Optional(OrderingProvider),
  specimen: Type.Optional(Type.String()),
  notes: Type.Array(Type.String()),
  observations: Type.Array(Observation),
  summary: ResultSummary,
  raw_key: Type.String(),
});
export type ResultVersion = Static<typeof ResultVersion>;

export type ResultListItem = Pick<
  ResultVersion,
  | 'result_id'
  | 'patient_id'
  | 'panel'
  | 'status'
  | 'collected_at'
  | 'reported_at'
  | 'lab_name'
  | 'ordering_provider'
  | 'summary'
  | 'version'
  | 'corrected'
>;

/** The fact that something was received. Content-addressed: writing it again changes nothing that matters. */
export const Submission = Type.Object({
  result_id: Type.String(),
  submission_id: Type.String(),
  lab_id: Type.String(),
  lab_name: Type.String(),
  patient_id: Type.String(),
  panel_name: Type.String(),
  raw_key: Type.String(),
  media_type: Type.String(),
  /** The zone the lab was registered with at that moment: reading the bytes again then gives the same report again. */
  time_zone: Type.String({ description: 'IANA name' }),
  /** The same for what the lab did otherwise then. */
  quirks: Type.Optional(Quirks),
  /** And for the lab's own words, those of them that stand in this result. */
  local_terms: Type.Optional(LocalTerms),
  entry: Type.Optional(
    Type.Integer({
      minimum: 0,
      description: 'which of the results in the kept bytes it is, when they hold several',
    }),
  ),
  /** Where in the body the observations stood, when the kept bytes are a part of it and count otherwise. */
  places: Type.Optional(Type.Array(Type.String())),
  digest: Type.String({ description: 'SHA-256, hex: see digestOfEntry in identity.ts' }),
  received_at: Type.String(),
  /** Stands for the date of a result whose body has none. Of the first receipt: a replay is no newer result. */
  first_received_at: Type.Optional(Type.String()),
  traceparent: Type.Optional(Type.String()),
  warnings: Type.Array(Problem),
});
export type Submission = Static<typeof Submission>;

/** Where the processing of a submission stands. Absent: RECEIVED. Written by the processor alone. */
export const SubmissionState = Type.Object({
  state: ProcessingState,
  problems: Type.Array(Problem),
  reason: Type.Optional(Type.String()),
  updated_at: Type.String(),
  version: Type.Optional(Type.String()),
  /** Whose result it became; absent until that is decided. */
  patient_id: Type.Optional(Type.String()),
});
export type SubmissionState = Static<typeof SubmissionState>;

export const notificationOutcomes = [
  'SENDING',
  'SENT',
  'RETRYING',
  'FAILED',
  'NO_CONTACT',
  'OPTED_OUT',
] as const;
export const NotificationRecord = Type.Object({
  event_id: Type.String(),
  channel: Type.Literal('email'),
  patient_id: Type.Optional(Type.String()),
  outcome: Type.Enum([...notificationOutcomes]),
  attempts: Type.Integer(),
  created_at: Type.String(),
  updated_at: Type.String(),
  /** Until when the worker that is sending has it to itself. */
  lease_until: Type.Optional(Type.String()),
  provider_message_id: Type.Optional(Type.String()),
  reason: Type.Optional(Type.String()),
});
export type NotificationRecord = Static<typeof NotificationRecord>;

export const auditActions = [
  'LIST_RESULTS',
  'VIEW_RESULT',
  'VIEW_VERSION',
  'VIEW_PROFILE',
  'DOWNLOAD_REPORT',
  'VIEW_STATUS',
  'REVIEW_PATIENT',
] as const;
export const AuditEntry = Type.Object({
  patient_id: Type.String(),
  sequence: Type.Integer({ minimum: 1 }),
  at: Type.String(),
  actor_id: Type.String({ description: 'login subject or client id' }),
  actor_kind: Type.Enum(['patient', 'lab', 'staff']),
  actor_name: Type.String({ description: 'as shown to the patient' }),
  action: Type.Enum([...auditActions]),
  result_id: Type.Optional(Type.String()),
  channel: Type.Enum(['portal', 'report', 'api', 'operator']),
  /** SHA-256 of the entry before, hex; 64 zeros for the first. */
  previous_hash: Type.String(),
  hash: Type.String(),
});
export type AuditEntry = Static<typeof AuditEntry>;
