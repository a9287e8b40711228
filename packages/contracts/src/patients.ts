import { type Static, Type } from 'typebox';
import { Sex } from './vocabulary.ts';

/** What a patient was recognised by. `new`: nobody like them was registered, so they were. */
export const matchBases = [
  'link',
  'identifier',
  'medical-record-number',
  'likeness',
  'new',
  'staff',
] as const;

/** Whose result a submission is, decided once: whatever is done again follows it. */
export const PatientDecision = Type.Object({
  result_id: Type.String(),
  submission_id: Type.String(),
  /** Absent: nobody's. Staff said so, or the report contradicts whom it names (by the basis). */
  patient_id: Type.Optional(Type.String()),
  basis: Type.Enum([...matchBases]),
  decided_at: Type.String(),
  /** Who, when it was staff. */
  decided_by: Type.Optional(Type.String()),
});
export type PatientDecision = Static<typeof PatientDecision>;

/** Whose result a submission is: decided for good, or waiting for staff. */
export type Recognition = PatientDecision | 'held';

/** How far what a report says of its patient agrees with somebody registered: see same-person.ts in clinical. */
export const PatientLikeness = Type.Object({
  likeness: Type.Number({ minimum: 0, maximum: 1 }),
  name: Type.Enum(['same', 'alike', 'partly', 'other', 'unknown']),
  birth_date: Type.Enum(['same', 'near', 'other', 'unknown']),
  sex: Type.Enum(['same', 'other', 'unknown']),
});
export type PatientLikeness = Static<typeof PatientLikeness>;

/** Somebody whose result it may be, and by what they were found. */
export const PatientCandidate = Type.Object({
  ...PatientLikeness.properties,
  patient_id: Type.String(),
  basis: Type.Enum([...matchBases]),
});
export type PatientCandidate = Static<typeof PatientCandidate>;

/** What staff need to say whose result a held submission is. */
export const PatientReview = Type.Object({
  result_id: Type.String(),
  submission_id: Type.String(),
  held_at: Type.String(),
  sent: Type.Object(
    {
      id: Type.String(),
      name: Type.Optional(Type.String()),
      birth_date: Type.Optional(Type.String()),
      sex: Type.Optional(Sex),
    },
    { description: 'what the report says of the person' },
  ),
  candidates: Type.Array(PatientCandidate, { description: 'the likeliest first' }),
});
export type PatientReview = Static<typeof PatientReview>;

export const Patient = Type.Object({
  patient_id: Type.String(),
  given_name: Type.String(),
  family_name: Type.String(),
  birth_date: Type.Optional(Type.String()),
  sex: Type.Optional(Sex),
  email: Type.Optional(Type.String()),
  phone: Type.Optional(Type.String()),
  /** Subject of the login that may read this patient's results. */
  subject: Type.Optional(Type.String()),
  email_notifications: Type.Boolean(),
  medical_record_number: Type.Optional(Type.String()),
  /** Known from a result alone: no registry has confirmed them yet. */
  provisional: Type.Optional(Type.Boolean()),
});
export type Patient = Static<typeof Patient>;
