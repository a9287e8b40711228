import { type Static, Type } from 'typebox';
import { Comparator, PanelId, ResultStatus, Sex } from './vocabulary.ts';

/** A point in time, RFC 3339 with an offset, as local as the sender wrote it: `2024-01-15T10:30:00-05:00`. */
const Timestamp = Type.String({ description: 'RFC 3339 with offset' });

export const OrderingProvider = Type.Object({
  name: Type.String(),
  npi: Type.Optional(Type.String()),
});
export type OrderingProvider = Static<typeof OrderingProvider>;

/** What one observation says: a quantity, words, or nothing (the status then says why). */
export const SentValue = Type.Union([
  Type.Object({
    kind: Type.Literal('quantity'),
    number: Type.Number(),
    comparator: Type.Optional(Comparator),
    sent: Type.String({ description: 'the characters the lab sent, e.g. "7.50" or ">=6.1"' }),
  }),
  Type.Object({ kind: Type.Literal('text'), sent: Type.String() }),
]);
export type SentValue = Static<typeof SentValue>;

/** Of codes that a reader gave where a format has none: whoever sent it can do nothing about them. */
export const ownCodes = 'urn:labsecure:code';

/** One analyte as the lab sent it, before any sense is made of it. */
export const CanonicalObservation = Type.Object({
  pointer: Type.String({ description: 'where in the body it stood' }),
  code: Type.String(),
  /** `http://loinc.org` when the sender said so, `ownCodes`, or absent for local codes. */
  code_system: Type.Optional(Type.String()),
  name: Type.Optional(Type.String()),
  value: SentValue,
  unit: Type.Optional(Type.String()),
  range: Type.Optional(Type.String({ description: 'reference range, characters as sent' })),
  flag: Type.Optional(
    Type.String({
      description: "the lab's own flag, HL7 table 0078; A for a bare 'abnormal', N for 'not abnormal'",
    }),
  ),
  status: Type.Optional(ResultStatus),
  notes: Type.Array(Type.String()),
});
export type CanonicalObservation = Static<typeof CanonicalObservation>;

/** One result in the form every format is read into. Nothing is interpreted yet: characters are the lab's. */
export const CanonicalReport = Type.Object({
  patient: Type.Object({
    id: Type.String(),
    name: Type.Optional(Type.String()),
    birth_date: Type.Optional(Type.String({ description: 'YYYY-MM-DD' })),
    sex: Type.Optional(Sex),
  }),
  lab_id: Type.String(),
  lab_name: Type.Optional(Type.String()),
  accession_number: Type.Optional(Type.String()),
  panel: Type.Object({
    id: PanelId,
    name: Type.Optional(Type.String()),
    code: Type.Optional(
      Type.String({ description: "the lab's own code, for a panel the catalogue does not know" }),
    ),
  }),
  status: ResultStatus,
  collected_at: Timestamp,
  reported_at: Timestamp,
  ordering_provider: Type.Optional(OrderingProvider),
  specimen: Type.Optional(Type.String()),
  notes: Type.Array(Type.String()),
  observations: Type.Array(CanonicalObservation),
  /** Where in the body things stood, for problems that are found later: the times, and the parts of an observation. */
  pointers: Type.Optional(
    Type.Object({
      collected_at: Type.Optional(Type.String()),
      reported_at: Type.Optional(Type.String()),
      /** Behind an observation's own pointer, `/unit` for example; a format that has no such steps leaves them out. */
      members: Type.Optional(
        Type.Object({
          code: Type.String(),
          value: Type.String(),
          unit: Type.String(),
          range: Type.String(),
          status: Type.Optional(Type.String()),
          words: Type.Optional(Type.String({ description: 'a value in words, where that stands elsewhere' })),
        }),
      ),
    }),
  ),
});
export type CanonicalReport = Static<typeof CanonicalReport>;
